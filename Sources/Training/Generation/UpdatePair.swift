import NeuralDB

/// Two facts told one after the other that both bear on a question: what the newer leaves standing of the older.
public struct UpdatePair: Sendable, Hashable {
  public var question: String
  public var older: String
  public var newer: String
  /// `set` or `bool`.
  public var type: Operator
  /// Whether the newer fact takes the older one's place.
  public var replaces: Bool
  /// Answers as written in each fact, where they stand exactly once; empty where a fact speaks of something else.
  public var olderAnswers: [String]
  public var newerAnswers: [String]
  /// The verdict of a yes/no question.
  public var truth: Bool?
}
