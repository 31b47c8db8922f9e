/// A comparison of two named things: TRUE when the first one's measure stands in the comparator to the second's.
/// Yes/no readings decide where a measure is missing.
public struct ComparisonAccumulator: CollectingAccumulator {
  var collected: [Derivation] = []
  let comparison: Comparison
  let measure: MeasureKind
  let question: String

  public init(comparison: Comparison, measure: MeasureKind, question: String = "") {
    self.comparison = comparison
    self.measure = measure
    self.question = question
  }

  public func finish() -> AggregateResult {
    compareMeasures() ?? readings()
  }

  private func readings() -> AggregateResult {
    var bool = BoolAccumulator()
    for derivation in collected { bool.add(derivation) }
    return bool.finish()
  }

  private func compareMeasures() -> AggregateResult? {
    guard comparison.items.count == 2 else { return nil }
    let all = ordered
    if measure == .tally { return compareTallies(all) }
    let pair = comparison.items.compactMap { best(for: $0, in: all) }
    guard pair.count == 2, pair[0] != pair[1] else { return nil }
    let column = MeasureColumn(pair.map { $0.measure?.value }, kind: measure, question: question)
    guard let left = column.values[0], let right = column.values[1] else { return nil }
    return verdict(column.isTurned(from: measure) ? Quantity.order(right, left) : Quantity.order(left, right), pair)
  }

  private func compareTallies(_ all: [Derivation]) -> AggregateResult? {
    let groups = comparison.items.map { naming($0, in: all) }
    guard groups.allSatisfy({ !$0.isEmpty }) else { return nil }
    let sizes = groups.map { Tally($0, counting: .entities, question: question).groups.map(\.value).reduce(0, +) }
    return verdict(Quantity.order(sizes[0], sizes[1]), groups.flatMap { $0 })
  }

  /// The surest derivation that names `item` and has a measure.
  private func best(for item: String, in derivations: [Derivation]) -> Derivation? {
    naming(item, in: derivations.filter { $0.measure != nil }).max { $0.score < $1.score }
  }

  /// The derivations that name `item`: exactly, or if none does, by a part of its name or with more.
  private func naming(_ item: String, in derivations: [Derivation]) -> [Derivation] {
    let named = derivations.filter { $0.names(item) }
    let wanted = TextNormalizer.normalized(item)
    let exact = named.filter { $0.answer.map { TextNormalizer.normalized($0.text) == wanted } ?? false }
    return exact.isEmpty ? named : exact
  }

  private func verdict(_ order: Int, _ derivations: [Derivation]) -> AggregateResult {
    AggregateResult(
      values: [comparison.comparator.holds(order: order) ? "TRUE" : "FALSE"],
      derivations: DerivationOrder.sorted(derivations), known: true)
  }
}
