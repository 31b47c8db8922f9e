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

  /// The answer spans that count: the likeliest, and all that are likely enough for the kind of question.
  private func answers(_ reading: Reading) -> [Int] {
    let all = reading.spans.indices.filter { reading.spans[$0].role == .answer }
    let single = plan.expectsSeveral ? thresholds.listSpans : thresholds.spans
    let floor = plan.collects ? thresholds.aggregateSpans : single
    let likeliest = all.max { reading.spans[$0].score < reading.spans[$1].score }
    return all.filter { $0 == likeliest || reading.spans[$0].score >= floor }
  }

  private func span(_ span: ReadSpan, _ set: [Fact]) -> Span {
    let fact = set[span.fact]
    let range = WholeWord.around(span.range, in: fact.text)
    return Span(fact: fact.id, range: range, text: fact.text.utf8Text(range))
  }
}
