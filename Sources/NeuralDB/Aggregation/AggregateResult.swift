/// What an accumulator came to.
public struct AggregateResult: Sendable, Hashable {
  /// As in `Answer.values`; empty when unknown.
  public var values: [String]
  /// The derivations the values rest on, in order of their facts: for ordering operators all that were compared.
  public var derivations: [Derivation]
  public var known: Bool
  /// Amounts that could not be brought to the unit or currency of the others, and were left out.
  public var leftOut: [Span] = []

  public init(values: [String], derivations: [Derivation], known: Bool) {
    self.values = values
    self.derivations = derivations
    self.known = known
  }

  /// Nothing found.
  public static let unknown = AggregateResult(values: [], derivations: [], known: false)
}
