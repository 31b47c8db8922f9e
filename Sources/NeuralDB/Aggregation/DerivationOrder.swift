/// The one order in which derivations are aggregated and shown.
enum DerivationOrder {
  /// By first fact and offset of the answer (a yes/no reading: its first fact), then measure, condition, support set.
  static func sorted(_ derivations: [Derivation]) -> [Derivation] {
    derivations.map { (key: key($0), derivation: $0) }
      .sorted { left, right in
        if left.key != right.key { return left.key.lexicographicallyPrecedes(right.key) }
        return left.derivation.score > right.derivation.score
      }
      .map(\.derivation)
  }

  private static func key(_ derivation: Derivation) -> [Int64] {
    let first = derivation.answer?.fact ?? derivation.measure?.fact ?? derivation.facts.first ?? 0
    var key = [first]
    for span in [derivation.answer, derivation.measure, derivation.condition] {
      key += [span?.fact ?? -1, Int64(span?.range.lowerBound ?? -1), Int64(span?.range.upperBound ?? -1)]
    }
    let truth: Int64 = derivation.truth == nil ? 0 : derivation.truth == true ? 1 : 2
    return key + [truth] + derivation.facts
  }

  /// Drops derivations that read the same spans from overlapping support sets, keeping the first.
  static func distinct<Key: Hashable>(_ derivations: [Derivation], by key: (Derivation) -> Key) -> [Derivation] {
    var seen: Set<Key> = []
    return derivations.filter { seen.insert(key($0)).inserted }
  }
}

/// The spans that make an event: the same three read through two support sets are one event.
struct EventKey: Hashable {
  var answer: Span?
  var measure: Span?
  var condition: Span?

  init(_ derivation: Derivation) {
    answer = derivation.answer
    measure = derivation.measure
    condition = derivation.condition
  }
}
