/// An aggregation operator: takes derivations in any order and in any number of shards, and gives one result.
///
/// Shards merge to the result of the whole, whatever the partition: states keep what they were given, and `finish`
/// works in the order of facts, so that first spellings, first units and floating-point sums do not depend on threads.
public protocol Accumulator: Sendable {
  /// Takes one derivation.
  mutating func add(_ derivation: Derivation)
  /// Takes all that another accumulator of the same question was given.
  mutating func merge(_ other: Self)
  /// The result so far.
  ///
  /// - Complexity: O(n log n) in the derivations taken.
  func finish() -> AggregateResult
}

/// An accumulator whose state is the derivations themselves.
protocol CollectingAccumulator: Accumulator {
  var collected: [Derivation] { get set }
}

extension CollectingAccumulator {
  public mutating func add(_ derivation: Derivation) { collected.append(derivation) }
  public mutating func merge(_ other: Self) { collected += other.collected }

  /// The derivations by fact and offset of the answer, then of measure and condition.
  var ordered: [Derivation] { DerivationOrder.sorted(collected) }
}
