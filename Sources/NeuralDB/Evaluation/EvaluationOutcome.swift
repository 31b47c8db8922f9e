/// How one question of a suite went. A question that failed or threw is an outcome too, with nothing predicted.
public struct EvaluationOutcome: Sendable {
  public var query: SuiteQuery
  /// nil when the question failed: then it counts as wrong, even where nothing was to be found.
  public var predicted: [String]?
  /// The planner's operator; nil when the question failed.
  public var operation: Operator?
  /// Indices of the facts the answer rests on.
  public var support: Set<Int>
  public var matched: Bool
  /// As stated with the answer; nil when the question failed.
  public var confidence: Double?

  /// Judges a prediction by `ExactMatch`.
  public init(
    query: SuiteQuery, predicted: [String]?, operation: Operator?, support: Set<Int> = [],
    confidence: Double? = nil, aliases: [String: [String]] = [:]
  ) {
    self.query = query
    self.predicted = predicted
    self.operation = operation
    self.support = support
    self.confidence = confidence
    matched =
      predicted.map {
        ExactMatch.matches(predicted: $0, gold: query.answer, operation: query.type, aliases: aliases)
      } ?? false
  }

  /// Whether the gold answer is that nothing is known; not asked of counts, whose gold `[]` a 0 matches too.
  var isGoldUnknown: Bool { query.answer.isEmpty && query.type != .count }
  /// Whether *unknown* was answered.
  var isPredictedUnknown: Bool { predicted?.isEmpty ?? false }
}
