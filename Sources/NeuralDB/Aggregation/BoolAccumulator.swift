/// `bool`: any true reading makes TRUE, else any false one FALSE, else nothing is known.
public struct BoolAccumulator: CollectingAccumulator {
  var collected: [Derivation] = []

  public init() {}

  public func finish() -> AggregateResult {
    for truth in [true, false] {
      let derivations = ordered.filter { $0.truth == truth }
      if !derivations.isEmpty {
        return AggregateResult(values: [truth ? "TRUE" : "FALSE"], derivations: derivations, known: true)
      }
    }
    return .unknown
  }
}
