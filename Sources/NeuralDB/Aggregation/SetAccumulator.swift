/// `set`: the distinct answers, in order of fact and offset, in their first spelling.
public struct SetAccumulator: CollectingAccumulator {
  var collected: [Derivation] = []

  public init() {}

  public func finish() -> AggregateResult {
    let derivations = ordered.filter { $0.answer != nil }
    let names = EntityNames(derivations.compactMap(\.answer?.text))
    var seen: Set<String> = []
    var values: [String] = []
    for text in derivations.compactMap(\.answer?.text) {
      let key = names.key(text)
      if seen.insert(key).inserted { values.append(names.spelling(key)) }
    }
    return AggregateResult(values: values, derivations: derivations, known: !values.isEmpty)
  }
}
