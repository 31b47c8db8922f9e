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
    let column = MeasureColumn(spans.map { $0?.value }, kind: plan.measure, question: question)
    let scale = ValueParser.scale(askedIn: question)
    var entries: [RankedEntry] = []
    var compared: [Derivation] = []
    for (index, value) in column.values.enumerated() {
      guard let value, let span = spans[index] else { continue }
      let asked = value / ValueParser.divisor(of: span.value, scale: scale)
      entries.append(RankedEntry(label: column.isDate ? span.text : PlainNumber.text(asked), value: value))
      compared.append(derivations[index])
    }
    return result(entries, compared)
  }

  /// The size of the largest or smallest tally.
  private func finishTally() -> AggregateResult {
    let tally = Tally(ordered, counting: plan.counting, question: question)
    return result(
      tally.groups.map { RankedEntry(label: PlainNumber.text($0.value), value: $0.value) }, tally.derivations)
  }

  private func result(_ entries: [RankedEntry], _ compared: [Derivation]) -> AggregateResult {
    let values = Ranking.select(Self.distinct(entries), largest: largest, limit: plan.limit).map(\.label)
    return values.isEmpty ? .unknown : AggregateResult(values: values, derivations: compared, known: true)
  }

  /// Of equal values the first stands for all.
  private static func distinct(_ entries: [RankedEntry]) -> [RankedEntry] {
    // Ascending, so that what equals a value stands beside its place.
    var kept: [Double] = []
    return entries.filter { entry in
      var (low, high) = (0, kept.count)
      while low < high {
        let middle = (low + high) / 2
        if kept[middle] < entry.value { low = middle + 1 } else { high = middle }
      }
      let beside = kept[max(low - 1, 0)..<min(low + 1, kept.count)]
      guard beside.allSatisfy({ Quantity.order($0, entry.value) != 0 }) else { return false }
      kept.insert(entry.value, at: low)
      return true
    }
  }
}
