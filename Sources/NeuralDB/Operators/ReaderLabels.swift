/// What the reader says of a support set, from `[CLS]`.
public enum SupportClass: Int, Sendable, CaseIterable {
  /// The facts do not bear on the question, or speak of another value of a many-valued relation.
  case irrelevant
  /// The facts give one or more answers; conditions are not judged here.
  case answers
  /// A yes/no question: the facts say yes.
  case yes
  /// A yes/no question: a fact negates it or gives another value of a single-valued relation.
  case no
  /// Part of a chain that needs another fact.
  case partial

  /// Whether a set of this class yields something: an answer, or a verdict on a yes/no question.
  public var yields: Bool { self == .answers || self == .yes || self == .no }
}

/// What a tagged stretch of a fact is to the question.
public enum SpanRole: Int, Sendable, CaseIterable {
  /// What the question projects or counts; for `min max sum avg` the values themselves.
  case answer
  /// The number, date or item that orders or tallies.
  case measure
  /// The number or date that a condition of the question is tested on.
  case condition
}

/// What a tagged stretch of a question is to its plan.
public enum QuestionRole: Int, Sendable, CaseIterable {
  /// The constant of a condition (*over 40 minutes*).
  case constant
  /// How many, or which place in the order (*three*, *second*).
  case limit
  /// One of two compared things.
  case item
}

/// How an ordering question bounds its answers, as the planner's head classifies it.
public enum LimitClass: Int, Sendable, CaseIterable {
  case none, top, rank
}
