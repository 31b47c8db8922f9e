/// `avg`: the mean of the numbers in one unit, to two decimals; one a derivation, equal values kept.
public struct AverageAccumulator: CollectingAccumulator {
  var collected: [Derivation] = []
  let question: String

  public init(question: String = "") { self.question = question }

  public func finish() -> AggregateResult {
    let rows = ValueSpan.numbers(ordered, question: question)
    guard !rows.isEmpty else { return .unknown }
    let mean = rows.reduce(0) { $0 + $1.value } / Double(rows.count)
    return AggregateResult(values: [PlainNumber.average(mean)], derivations: rows.map(\.derivation), known: true)
  }
}
