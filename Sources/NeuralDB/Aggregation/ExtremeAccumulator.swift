/// `min` and `max`: the extreme value itself, of numbers, dates or tallies.
public struct ExtremeAccumulator: CollectingAccumulator {
  var collected: [Derivation] = []
  let largest: Bool
  let plan: Plan
  let question: String

  /// - Parameter plan: gives the kind of measure, the limit, and what tallies count.
  public init(largest: Bool, plan: Plan, question: String = "") {
    self.largest = largest
    self.plan = plan
    self.question = question
  }

  public func finish() -> AggregateResult {
    if plan.measure == .tally { return finishTally() }
    let derivations = ordered
    let spans = derivations.map { ValueSpan.of($0, isDate: plan.measure == .date) }
    let column = MeasureColumn(spans.map { $0?.text }, kind: plan.measure, question: question)
    var entries: [RankedEntry] = []
    var compared: [Derivation] = []
    for (index, value) in column.values.enumerated() {
      guard let value, let span = spans[index] else { continue }
      entries.append(RankedEntry(label: column.isDate ? span.text : PlainNumber.text(value), value: value))
      compared.append(derivations[index])
    }
    return result(entries, compared)
  }

  /// The size of the largest or smallest tally.
  private func finishTally() -> AggregateResult {
    let tally = Tally(ordered, counting: plan.counting)
    return result(
      tally.groups.map { RankedEntry(label: PlainNumber.text($0.value), value: $0.value) }, tally.derivations)
  }

  private func result(_ entries: [RankedEntry], _ compared: [Derivation]) -> AggregateResult {
    // Of equal values the first stands for all.
    var distinct: [RankedEntry] = []
    for entry in entries where !distinct.contains(where: { Quantity.order($0.value, entry.value) == 0 }) {
      distinct.append(entry)
    }
    let values = Ranking.select(distinct, largest: largest, limit: plan.limit).map(\.label)
    return values.isEmpty ? .unknown : AggregateResult(values: values, derivations: compared, known: true)
  }
}
