/// What a question asks the aggregation stage to do.
public enum Operator: String, Codable, Sendable, CaseIterable {
  // A case's place is a logit of the planner's head: append only.
  case set, bool, count, min, max, argmin, argmax, sum, avg
}

/// Whether counts and tallies run over distinct answers or over derivations.
public enum Counting: String, Codable, Sendable, CaseIterable {
  // A case's place is a logit of the planner's head: append only.
  case entities, events
}

/// How measures compare: by number, by date, or by how many derivations name an answer.
public enum MeasureKind: String, Codable, Sendable, CaseIterable {
  // A case's place is a logit of the planner's head: append only.
  case number, date, tally
}

/// How a value read from a fact compares with a constant of the question.
public enum Comparator: String, Codable, Sendable, CaseIterable {
  // A case's place is a logit of the planner's head: append only.
  case greater = ">"
  case greaterOrEqual = ">="
  case less = "<"
  case lessOrEqual = "<="
  case equal = "="
  case between, before, after
}

/// A condition of the question, decided by arithmetic on `CONDITION` spans.
public struct Condition: Sendable, Hashable {
  public var comparator: Comparator
  /// Constants as written in the question: two for `between`, else one.
  public var constants: [String]

  public init(comparator: Comparator, constants: [String]) {
    self.comparator = comparator
    self.constants = constants
  }
}

/// How many answers an ordering question wants, or which place in the order.
public enum Limit: Sendable, Hashable {
  /// All answers that share the extreme value.
  case none
  /// The first `k` answers of the order (*the three cheapest*).
  case top(Int)
  /// The answer at place `n`, counted from 1 (*second oldest*).
  case rank(Int)
}

/// A comparison of two named things (*Is Gull Bridge taller than Iron Bridge?*): true when the measure of
/// `items[0]` stands in `comparator` to the measure of `items[1]`.
public struct Comparison: Sendable, Hashable {
  public var items: [String]
  /// `.greater` or `.less` (dates: later is greater).
  public var comparator: Comparator

  public init(items: [String], comparator: Comparator) {
    self.items = items
    self.comparator = comparator
  }
}

/// What the planner reads from a question alone.
public struct Plan: Sendable, Hashable {
  public var operation: Operator
  public var counting: Counting
  public var measure: MeasureKind
  public var conditions: [Condition]
  public var limit: Limit
  public var comparison: Comparison?
  /// Whether a `set` question reads as asking for several answers.
  public var expectsSeveral: Bool
  /// Probability of `operation`, 0...1.
  public var confidence: Double
  /// The same question with each of the other operators that it may as well ask for, likeliest first: whether *How many
  /// lambs were lost?* counts facts, adds up what they say or looks up a number that one of them states, only the facts tell.
  public var others: [Plan] = []

  public init(
    operation: Operator, counting: Counting = .entities, measure: MeasureKind = .number,
    conditions: [Condition] = [], limit: Limit = .none, comparison: Comparison? = nil,
    expectsSeveral: Bool = false, confidence: Double = 1
  ) {
    self.operation = operation
    self.counting = counting
    self.measure = measure
    self.conditions = conditions
    self.limit = limit
    self.comparison = comparison
    self.expectsSeveral = expectsSeveral
    self.confidence = confidence
  }
}
