/// What a question came to: values, whether anything is known, and the derivations and facts behind it.
public struct Answer: Sendable {
  public var query: String
  public var plan: Plan
  /// Names for `set`/`argmin`/`argmax`, `TRUE`/`FALSE` for `bool`, one plain number for `count`, `sum`, `avg` and
  /// numeric `min`/`max`, the date as written for date `min`/`max`; empty when unknown.
  public var values: [String]
  public var known: Bool
  /// Probability that `values` is right, 0...1.
  public var confidence: Double
  /// The derivations that contributed.
  public var derivations: [Derivation]
  /// The facts behind the answer, by id.
  public var facts: [Fact]
  /// Amounts, as written, that were left out since they are in another unit or currency than the rest.
  public var leftOut: [String] = []
  /// Ids of facts set aside because a later one replaced or ended them.
  public var superseded: [Int64]
  public var elapsedMilliseconds: Double
  /// What was read of the database; nil when the reading is not known.
  public var coverage: Coverage?

  public init(
    query: String, plan: Plan, values: [String], known: Bool, confidence: Double, derivations: [Derivation] = [],
    facts: [Fact] = [], superseded: [Int64] = [], elapsedMilliseconds: Double = 0, coverage: Coverage? = nil
  ) {
    self.query = query
    self.plan = plan
    self.values = values
    self.known = known
    self.confidence = confidence
    self.derivations = derivations
    self.facts = facts
    self.superseded = superseded
    self.elapsedMilliseconds = elapsedMilliseconds
    self.coverage = coverage
  }
}
