import NeuralDB

/// A stretch of one of the facts of a `ReaderExample`.
public struct LabelledSpan: Sendable, Hashable {
  public var role: SpanRole
  /// Index into the example's facts.
  public var fact: Int
  /// UTF-8 offsets in that fact.
  public var range: Range<Int>

  public init(role: SpanRole, fact: Int, range: Range<Int>) {
    self.role = role
    self.fact = fact
    self.range = range
  }
}

/// One reading: a question, the facts of a support set, and what the reader should say.
public struct ReaderExample: Sendable, Hashable {
  public var question: String
  public var facts: [String]
  public var support: SupportClass
  public var spans: [LabelledSpan]
  /// Pairs of indices into `spans`: an answer and the measure or condition that belongs to it. All other
  /// answer-measure and answer-condition combinations are taken not to belong together.
  public var pairs: [SpanPair]
  /// False where a data set gives no spans: the tag loss is left out.
  public var hasSpans: Bool
  /// Of two facts in the order told: what the newer leaves standing of the older; nil where that is not known.
  public var succession: Succession?
  /// Name of the data set, for the training report.
  public var source: String

  public init(
    question: String, facts: [String], support: SupportClass, spans: [LabelledSpan] = [], pairs: [SpanPair] = [],
    hasSpans: Bool = true, succession: Succession? = nil, source: String
  ) {
    self.question = question
    self.facts = facts
    self.support = support
    self.spans = spans
    self.pairs = pairs
    self.hasSpans = hasSpans
    self.succession = succession
    self.source = source
  }
}

public struct SpanPair: Sendable, Hashable {
  public var answer: Int
  public var other: Int

  public init(answer: Int, other: Int) {
    self.answer = answer
    self.other = other
  }
}

/// A question and what the planner should say. A nil field is unknown and left out of the loss.
public struct PlannerExample: Sendable, Hashable {
  public struct Stretch: Sendable, Hashable {
    public var role: QuestionRole
    /// UTF-8 offsets in the question.
    public var range: Range<Int>

    public init(role: QuestionRole, range: Range<Int>) {
      self.role = role
      self.range = range
    }
  }

  public var question: String
  public var operation: Operator?
  public var counting: Counting?
  public var measure: MeasureKind?
  /// Comparator of the condition or comparison; `hasComparator` false when the question is known to have none.
  public var comparator: NeuralDB.Comparator?
  public var hasComparator: Bool?
  public var limit: LimitClass?
  /// Whether a lookup has several answers.
  public var several: Bool?
  public var spans: [Stretch]?
  public var source: String

  public init(
    question: String, operation: Operator?, counting: Counting? = nil, measure: MeasureKind? = nil,
    comparator: NeuralDB.Comparator? = nil, hasComparator: Bool? = nil, limit: LimitClass? = nil, several: Bool? = nil,
    spans: [Stretch]? = nil,
    source: String
  ) {
    self.question = question
    self.operation = operation
    self.counting = counting
    self.measure = measure
    self.comparator = comparator
    self.hasComparator = hasComparator
    self.limit = limit
    self.several = several
    self.spans = spans
    self.source = source
  }
}

/// A query of the retriever (a question, or a question and the facts found so far), what it should find and what not.
public struct RetrieverExample: Sendable, Hashable {
  public var question: String
  public var found: [String]
  /// The evidence to find, then other evidence of the question, which is neither target nor negative here.
  public var positives: [String]
  public var negatives: [String]

  public init(question: String, found: [String] = [], positives: [String], negatives: [String]) {
    self.question = question
    self.found = found
    self.positives = positives
    self.negatives = negatives
  }
}
