import NeuralDB

/// What the wording of a question says about its operator. Only used to drop rows whose label disagrees with it.
struct QuestionCues {
  let text: PreparedText
  private let words: [String]
  private let padded: String

  init(_ question: String) {
    text = PreparedText(question, isQuestion: true)
    let lowered = text.lowered
    words = text.words.map { ByteText.string(lowered[$0]) }
    padded = " " + words.joined(separator: " ") + " "
  }

  static let most: Set<String> = [
    "highest", "most", "max", "maximum", "largest", "greatest", "latest", "top", "biggest", "longest", "oldest", "best",
    "tallest", "heaviest", "newest",
  ]
  static let least: Set<String> = [
    "lowest", "least", "min", "minimum", "smallest", "fewest", "earliest", "shortest", "youngest", "worst", "lightest",
  ]

  func has(_ cues: Set<String>) -> Bool { words.contains(where: cues.contains) }
  func has(phrase: String) -> Bool { padded.contains(" \(phrase) ") }

  var isCount: Bool { has(phrase: "how many") || has(phrase: "number of") || has(["count", "amount"]) }
  /// Asked for yes or no.
  var isPolar: Bool {
    let openers: Set<String> = [
      "is", "are", "was", "were", "do", "does", "did", "can", "could", "has", "have", "had", "will", "would", "should",
    ]
    return openers.contains(words.first ?? "")
  }
  var isTotal: Bool { has(["sum", "total", "combined", "altogether", "totals"]) }
  var isMean: Bool { has(["average", "mean", "avg"]) }
  var isExtreme: Bool { has(Self.most) || has(Self.least) }
  var isRow: Bool { has(["first", "last", "next", "previous", "second", "third", "same", "only", "difference"]) }
  var isBound: Bool { has(phrase: "at least") || has(phrase: "at most") }

  var asksForAggregate: Bool { isCount || isTotal || isMean || isExtreme || isBound || has(phrase: "how much") }

  /// Words that compare with a constant.
  static let greater: Set<String> = [
    "more", "larger", "bigger", "greater", "higher", "over", "above", "exceeds", "exceeding", "older", "longer",
    "better", "greather",
  ]
  static let less: Set<String> = [
    "less", "smaller", "fewer", "lower", "under", "below", "lesser", "younger", "shorter", "lees",
  ]
  static let before: Set<String> = ["before", "earlier", "prior"]
  static let after: Set<String> = ["after", "later", "since"]

  /// How many words compare: as many as conditions where each is spoken of.
  var comparisons: Int {
    words.count {
      Self.greater.contains($0) || Self.less.contains($0) || Self.before.contains($0) || Self.after.contains($0)
    }
  }

  var compares: Bool {
    has(Self.greater) || has(Self.less) || has(Self.before) || has(Self.after) || has(["than", "between"]) || isBound
  }

  /// The comparator the words just before a constant speak of. `orMore` and its kin are told by `isInclusive`.
  func comparator(before range: Range<Int>) -> Comparator? {
    let upTo = text.words.prefix { $0.lowerBound < range.lowerBound }.count
    for word in words[max(0, upTo - 5)..<upTo].reversed() {
      if Self.greater.contains(word) { return .greater }
      if Self.less.contains(word) { return .less }
      if Self.before.contains(word) { return .before }
      if Self.after.contains(word) { return .after }
    }
    return nil
  }

  var isInclusive: Bool { isBound || has(phrase: "or more") || has(phrase: "or less") || has(phrase: "or higher") }

  func agreesWithTable(_ operation: Operator, answers: [String]) -> Bool {
    // *What was their highest rank?* asks for the value, not for what has it.
    let asksValue = ["what is", "what was", "what are", "what were"].contains(words.prefix(2).joined(separator: " "))
    let asksWho = ["which", "who", "what"].contains(words.first ?? "")
    switch operation {
    case .argmax:
      return asksWho && !asksValue && has(Self.most) && !has(Self.least) && !isRow && !isCount && !isBound && !isTotal
    case .argmin:
      return asksWho && !asksValue && has(Self.least) && !has(Self.most) && !isRow && !isCount && !isBound && !isTotal
    case .count: return padded.hasPrefix(" how many ") && !isTotal && !isRow && !isExtreme && !has(["more", "less"])
    case .bool: return ["yes", "no"].contains(answers.first?.lowercased() ?? "") && !has(["or"])
    case .set: return asksWho && !asksForAggregate && !isRow && !compares && !has(["or", "order", "number"])
    default: return false
    }
  }
}
