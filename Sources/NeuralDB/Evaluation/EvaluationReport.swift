/// The score of a suite, gathered one question at a time. Reports of parts merge to the report of the whole.
public struct EvaluationReport: Sendable {
  public var suite: String
  public var databases = 0
  public private(set) var overall = EvaluationScore()
  public private(set) var byType: [String: EvaluationScore] = [:]
  public private(set) var byTag: [String: EvaluationScore] = [:]
  /// Questions whose operator the planner read as the gold type.
  public private(set) var operators = EvaluationScore()
  /// Facts behind the answers against gold support, over the questions whose gold support is given and not empty.
  public private(set) var support = RetrievalScore()
  /// *Unknown* answers against unanswerable questions; counts, of which 0 and unknown are one answer, are left out.
  public private(set) var unknown = RetrievalScore()
  /// Stated confidence against being right.
  public private(set) var reliability = Reliability()
  public var factsIngested = 0
  public var ingestSeconds = 0.0
  public var askSeconds = 0.0

  public init(suite: String) { self.suite = suite }

  /// Takes one question's outcome.
  public mutating func add(_ outcome: EvaluationOutcome) {
    overall.add(outcome.matched)
    byType[outcome.query.type.rawValue, default: EvaluationScore()].add(outcome.matched)
    for tag in Set(outcome.query.tags) { byTag[tag, default: EvaluationScore()].add(outcome.matched) }
    operators.add(outcome.operation == outcome.query.type)
    if let confidence = outcome.confidence { reliability.add(confidence: confidence, isRight: outcome.matched) }
    let gold = Set((outcome.query.support ?? []).joined())
    if !gold.isEmpty {
      support.add(
        hits: gold.intersection(outcome.support).count, found: outcome.support.count, gold: gold.count)
    }
    if outcome.query.type != .count {
      let isHit = outcome.isGoldUnknown && outcome.isPredictedUnknown
      unknown.add(
        hits: isHit ? 1 : 0, found: outcome.isPredictedUnknown ? 1 : 0, gold: outcome.isGoldUnknown ? 1 : 0)
    }
  }

  /// Adds the report of other databases of the same suite.
  public mutating func merge(_ other: EvaluationReport) {
    databases += other.databases
    overall.merge(other.overall)
    byType.merge(other.byType) { left, right in left.merged(right) }
    byTag.merge(other.byTag) { left, right in left.merged(right) }
    operators.merge(other.operators)
    support.merge(other.support)
    unknown.merge(other.unknown)
    reliability.merge(other.reliability)
    factsIngested += other.factsIngested
    ingestSeconds += other.ingestSeconds
    askSeconds += other.askSeconds
  }

  public var factsPerSecond: Double? { ingestSeconds > 0 ? Double(factsIngested) / ingestSeconds : nil }
  public var questionsPerSecond: Double? { askSeconds > 0 ? Double(overall.total) / askSeconds : nil }
}

extension EvaluationScore {
  fileprivate func merged(_ other: EvaluationScore) -> EvaluationScore {
    var sum = self
    sum.merge(other)
    return sum
  }
}
