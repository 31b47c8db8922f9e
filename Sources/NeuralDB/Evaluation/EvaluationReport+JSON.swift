import Foundation

extension EvaluationReport: Encodable {
  private enum CodingKeys: String, CodingKey {
    case suite, databases, queries, support, unknown
    case exactMatch = "exact_match"
    case byType = "by_type"
    case byTag = "by_tag"
    case operatorAccuracy = "operator_accuracy"
    case calibrationError = "calibration_error"
    case factsPerSecond = "facts_per_second"
    case questionsPerSecond = "questions_per_second"
  }

  private enum ScoreKeys: String, CodingKey {
    case n, precision, recall, f1
  }

  public func encode(to encoder: any Swift.Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(suite, forKey: .suite)
    try container.encode(databases, forKey: .databases)
    try container.encode(overall.total, forKey: .queries)
    try container.encode(overall.rate, forKey: .exactMatch)
    try container.encode(byType, forKey: .byType)
    try container.encode(byTag, forKey: .byTag)
    try container.encode(operators.rate, forKey: .operatorAccuracy)
    var support = container.nestedContainer(keyedBy: ScoreKeys.self, forKey: .support)
    try support.encode(self.support.precision, forKey: .precision)
    try support.encode(self.support.recall, forKey: .recall)
    var unknown = container.nestedContainer(keyedBy: ScoreKeys.self, forKey: .unknown)
    try unknown.encode(self.unknown.gold, forKey: .n)
    try unknown.encode(self.unknown.precision, forKey: .precision)
    try unknown.encode(self.unknown.recall, forKey: .recall)
    try unknown.encode(self.unknown.f1, forKey: .f1)
    try container.encode(reliability.error, forKey: .calibrationError)
    try container.encode(factsPerSecond, forKey: .factsPerSecond)
    try container.encode(questionsPerSecond, forKey: .questionsPerSecond)
  }

  /// One object on one line, keys sorted; what could not be measured is null.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
