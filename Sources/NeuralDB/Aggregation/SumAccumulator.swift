/// `sum`: the numbers added up in one unit; one a derivation, equal values kept.
public struct SumAccumulator: CollectingAccumulator {
  var collected: [Derivation] = []
  let question: String

  public init(question: String = "") { self.question = question }

  public func finish() -> AggregateResult {
    let rows = ValueSpan.numbers(ordered, question: question)
    guard !rows.isEmpty else { return .unknown }
    let sum = rows.reduce(0) { $0 + $1.value }
    return AggregateResult(values: [PlainNumber.text(sum)], derivations: rows.map(\.derivation), known: true)
  }
}
