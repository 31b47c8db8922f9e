import Foundation

/// The neural select-project-join operator's second half: what the reader said of support sets (`ReaderModel.read`, in
/// parallel), as derivations.
struct NeuralSPJ: Sendable {
  let thresholds: Thresholds
  let plan: Plan
  /// Facts read for the question.
  var read = 0

  /// The probability from which a reading's answers count.
  var threshold: Float { plan.collects ? thresholds.aggregateAnswers : thresholds.answers }

  /// A reading's probability once the retriever has had its say: both look at the same question and fact, and the
  /// reader's odds are lowered where the retriever finds other facts nearer. Where every fact matters this counts the
  /// more, the more facts were read: the reader learned from facts of a few domains, and of a thousand many of the
  /// others look to it as if they answered, while the nearest are the same as among a few.
  private func joint(_ probability: Float, _ nearness: Float) -> Float {
    var weight = plan.collects ? thresholds.aggregateNearness : thresholds.nearness
    if plan.collects {
      weight += thresholds.crowding * Foundation.log(Float(max(read, Self.uncrowded)) / Float(Self.uncrowded))
    }
    let shift = weight * min(nearness, 0)
    guard shift < 0 else { return probability }
    let odds = max(probability, 1e-7) / max(1 - probability, 1e-7) * Foundation.exp(shift)
    return odds / (1 + odds)
  }

  /// As many facts as most of the databases hold that the reader learned from.
  private static let uncrowded = 32

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
    var answers = distinct(answers(reading, set), reading, set)
    let entries = enumeration(reading, set, beside: answers)
    if let entries { answers = entries.pairs.map(\.answer) }
    let pairing = SpanPairing(reading: reading, answers: answers, threshold: thresholds.partnerSpans)
    func partners(_ role: SpanRole, many: Bool) -> [[Int]] {
      if let entries, entries.role == role { return entries.pairs.map { [$0.partner] } }
      return pairing.partners(role, many: many)
    }
    let measures = partners(.measure, many: plan.measure == .tally)
    let conditions = partners(.condition, many: false)
    return answers.indices.flatMap { answer -> [Derivation] in
      func derivation(_ measure: Int?) -> Derivation {
        Derivation(
          answer: span(reading.spans[answers[answer]], set), measure: measure.map { span(reading.spans[$0], set) },
          condition: conditions[answer].first.map { span(reading.spans[$0], set) }, score: score, facts: ids)
      }
      return measures[answer].isEmpty ? [derivation(nil)] : measures[answer].map { derivation($0) }
    }
  }

  /// Without spans that lie in another one's once numbers and names are whole: *12* and *5 kg* of *12,5 kg*.
  private func distinct(_ answers: [Int], _ reading: Reading, _ set: [Fact]) -> [Int] {
    guard answers.count > 1 else { return answers }
    let spans = answers.map { span(reading.spans[$0], set) }
    return answers.indices.filter { own in
      !spans.indices.contains { other in
        guard other != own, spans[other].fact == spans[own].fact, spans[other].range.overlaps(spans[own].range) else {
          return false
        }
        let (longer, shorter) = (spans[other].range.count, spans[own].range.count)
        return longer > shorter || longer == shorter && other < own
      }
    }.map { answers[$0] }
  }

  /// The answers with measures or conditions of their own that the fact enumerates, if it does, and at least as many as
  /// are likely by themselves. What is tallied is enumerated with numbers only: a name has several things.
  private func enumeration(
    _ reading: Reading, _ set: [Fact], beside answers: [Int]
  ) -> (role: SpanRole, pairs: [Enumeration.Entry])? {
    let orders = plan.operation == .argmin || plan.operation == .argmax || plan.comparison != nil
    guard let role: SpanRole = orders ? .measure : plan.conditions.isEmpty ? nil : .condition else { return nil }
    let pairs = Enumeration.entries(reading, role, threshold: thresholds.pairedSpans)
    guard pairs.count >= max(answers.count, 2) else { return nil }
    if orders, plan.measure == .tally {
      let texts = pairs.map { span(reading.spans[$0.partner], set).value }
      guard StatedCounts.of(texts, question: "", ofAnyUnit: true) != nil else { return nil }
    }
    return (role, pairs)
  }

  /// The answer spans that count, in the order of the text: the likeliest, all that are likely enough for the kind of
  /// question, where several measures or conditions stand side by side as many as these (each is something's), and what
  /// the fact lists beside one of them.
  private func answers(_ reading: Reading, _ set: [Fact]) -> [Int] {
    func score(_ span: Int) -> Float { reading.spans[span].score }
    let ordered = reading.spans.indices.filter { reading.spans[$0].role == .answer }
    let ranked = ordered.sorted { score($0) > score($1) }
    let floor = spanFloor
    var count = max(1, ranked.count { score($0) >= floor })
    let partners = partnerCount(reading)
    if partners > 1 { count = max(count, min(partners, ranked.count { score($0) >= thresholds.pairedSpans })) }
    let likely = Set(ranked.prefix(count))
    let lists = Coordination.runs(ordered) { first, second in
      let (left, right) = (reading.spans[first], reading.spans[second])
      return left.fact == right.fact && left.range.upperBound <= right.range.lowerBound
        && Coordination.joins(left.range.upperBound..<right.range.lowerBound, in: set[left.fact].text)
    }
    return lists.flatMap { list in
      let isTaken = !likely.isDisjoint(with: list)
      return list.filter { likely.contains($0) || isTaken && score($0) >= thresholds.listedSpans }
    }
  }

  /// The probability from which a span counts beside the likeliest.
  private var spanFloor: Float {
    guard plan.collects else { return plan.expectsSeveral ? thresholds.listSpans : thresholds.spans }
    return switch plan.operation {
    case .min, .max, .sum, .avg: thresholds.valueSpans
    default: thresholds.aggregateSpans
    }
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
    Span(span.range, of: set[span.fact])
  }
}
