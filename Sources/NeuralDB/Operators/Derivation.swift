/// A stretch of a stored fact.
public struct Span: Sendable, Hashable {
  /// Id of the fact the text stands in.
  public var fact: Int64
  /// UTF-8 offsets in the fact's text.
  public var range: Range<Int>
  /// The text itself, as stored.
  public var text: String
  /// The fact's text where it is at hand.
  private var context: String?

  public init(fact: Int64, range: Range<Int>, text: String) {
    self.fact = fact
    self.range = range
    self.text = text
  }

  /// Where it stands and what it says make a span, whether or not the rest of the fact is at hand.
  public static func == (left: Span, right: Span) -> Bool {
    left.fact == right.fact && left.range == right.range && left.text == right.text
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(fact)
    hasher.combine(range)
    hasher.combine(text)
  }

  /// A stretch of a fact's text, widened to the numbers and names that `range` cuts.
  package init(_ range: Range<Int>, of fact: Fact) {
    let range = WholeWord.around(range, in: fact.text)
    self.init(fact: fact.id, range: range, text: fact.text.utf8Text(range))
    context = fact.text
  }

  /// What the text is compared and added up by: with the unit and the rest of the date that the fact goes on with (*3
  /// years*, where the text is *3*).
  var value: String {
    context.map { $0.utf8Text(ValueParser.whole(range, in: $0)) } ?? text
  }

  /// The same with what it counts: *1250 visitors*, where the text is *1250*.
  var counted: String {
    context.map { $0.utf8Text(ValueParser.whole(range, in: $0, nouns: true)) } ?? text
  }

  /// Whether the number it is tells a thing from others of its kind (*flight 212*, *No. 7*, *trams 82, 14 and 9*) and says
  /// of no things how many: see `NumberLabel`.
  func isLabel(in question: String) -> Bool {
    context.map { NumberLabel.isLabel(range, in: $0, question: question) } ?? false
  }
}

/// What one reading of a support set yields: one answer with the measure and condition that belong to it,
/// or one verdict for a yes/no question.
public struct Derivation: Sendable, Hashable {
  public var answer: Span?
  public var measure: Span?
  public var condition: Span?
  /// The verdict of a yes/no reading; nil for extractive readings.
  public var truth: Bool?
  /// Probability that the reading is right, 0...1.
  public var score: Double
  /// The support set: ids of the facts read, ascending.
  public var facts: [Int64]

  public init(
    answer: Span? = nil, measure: Span? = nil, condition: Span? = nil, truth: Bool? = nil, score: Double,
    facts: [Int64]
  ) {
    self.answer = answer
    self.measure = measure
    self.condition = condition
    self.truth = truth
    self.score = score
    self.facts = facts
  }
}
