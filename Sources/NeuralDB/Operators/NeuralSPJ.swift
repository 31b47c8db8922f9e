import Foundation

/// The neural select-project-join operator's second half: what the reader said of support sets (`ReaderModel.read`, in
/// parallel), as derivations.
struct NeuralSPJ: Sendable {
  let thresholds: Thresholds
  let plan: Plan

  /// The probability from which a reading's answers count.
  var threshold: Float { plan.collects ? thresholds.aggregateAnswers : thresholds.answers }

  /// A reading's probability once the retriever has had its say: both look at the same question and fact, and the
  /// reader's odds are lowered where the retriever finds other facts nearer.
  private func joint(_ probability: Float, _ nearness: Float) -> Float {
    let weight = plan.collects ? thresholds.aggregateNearness : thresholds.nearness
    guard weight > 0, nearness < 0 else { return probability }
    let odds = max(probability, 1e-7) / max(1 - probability, 1e-7) * Foundation.exp(weight * nearness)
    return odds / (1 + odds)
  }

  /// What one reading yields under the plan.
  ///
  /// - Parameter nearness: of the set, see `QuestionReadings.ReadSet`.
  func derivations(_ reading: Reading, set: [Fact], nearness: Float) -> [Derivation] {
    let ids = set.map(\.id).sorted()
    if plan.operation == .bool, plan.comparison == nil {
      let yes = reading.probability(.yes)
      let no = reading.probability(.no)
      let score = joint(max(yes, no), nearness)
      if score >= thresholds.truth { return [Derivation(truth: yes >= no, score: Double(score), facts: ids)] }
      if plan.conditions.isEmpty { return [] }
    }
    let score = joint(reading.probability(.answers), nearness)
    return score >= threshold ? extract(reading, set, ids, Double(score)) : []
  }

  private func extract(_ reading: Reading, _ set: [Fact], _ ids: [Int64], _ score: Double) -> [Derivation] {
    let answers = answers(reading)
    let pairing = SpanPairing(reading: reading, answers: answers, threshold: thresholds.partnerSpans)
    let measures = pairing.partners(.measure, many: plan.measure == .tally)
    let conditions = pairing.partners(.condition, many: false)
    return answers.indices.flatMap { answer -> [Derivation] in
      func derivation(_ measure: Int?) -> Derivation {
        Derivation(
          answer: span(reading.spans[answers[answer]], set), measure: measure.map { span(reading.spans[$0], set) },
          condition: conditions[answer].first.map { span(reading.spans[$0], set) }, score: score, facts: ids)
      }
      return measures[answer].isEmpty ? [derivation(nil)] : measures[answer].map { derivation($0) }
    }
  }

  /// The answer spans that count, in the order of the text: the likeliest, all that are likely enough for the kind of
  /// question, and, where several measures or conditions stand side by side, as many as these: each is something's.
  private func answers(_ reading: Reading) -> [Int] {
    func score(_ span: Int) -> Float { reading.spans[span].score }
    let ranked = reading.spans.indices.filter { reading.spans[$0].role == .answer }.sorted { score($0) > score($1) }
    let single = plan.expectsSeveral ? thresholds.listSpans : thresholds.spans
    let floor = plan.collects ? thresholds.aggregateSpans : single
    var count = max(1, ranked.count { score($0) >= floor })
    let partners = partnerCount(reading)
    if partners > 1 { count = max(count, min(partners, ranked.count { score($0) >= thresholds.pairedSpans })) }
    return ranked.prefix(count).sorted()
  }

  /// How many measures or conditions count, where each belongs to an answer of its own.
  private func partnerCount(_ reading: Reading) -> Int {
    func count(_ role: SpanRole) -> Int {
      reading.spans.count { $0.role == role && $0.score >= thresholds.partnerSpans }
    }
    let orders = plan.measure != .tally && (plan.operation == .argmin || plan.operation == .argmax)
    return max(plan.conditions.isEmpty ? 0 : count(.condition), orders ? count(.measure) : 0)
  }

  private func span(_ span: ReadSpan, _ set: [Fact]) -> Span {
    let fact = set[span.fact]
    let range = WholeWord.around(span.range, in: fact.text)
    return Span(fact: fact.id, range: range, text: fact.text.utf8Text(range))
  }
}
