import NeuralDB

/// Two facts told one after the other that both bear on a question: what the newer leaves standing of the older.
public struct UpdatePair: Sendable, Hashable {
  public var question: String
  public var older: String
  public var newer: String
  /// `set` or `bool`.
  public var type: Operator
  /// What the newer fact leaves standing of the older.
  public var succession: Succession
  /// Answers as written in each fact, where they stand exactly once; empty where a fact speaks of something else.
  public var olderAnswers: [String]
  public var newerAnswers: [String]
  /// The verdict of a yes/no question.
  public var truth: Bool?

  /// Whether the older fact no longer stands.
  public var isOver: Bool { succession.isOver }
}

extension Succession {
  /// Whether it leaves nothing standing of the older fact.
  var isOver: Bool { self == .replaces || self == .ends }
}
