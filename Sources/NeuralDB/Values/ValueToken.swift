/// A piece of a span as the value parser sees it: a number literal, a word, or one symbol.
struct ValueToken: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// A number literal with its value; `plain` when it is digits only.
    case number(Double, plain: Bool)
    /// ½ and its like.
    case fraction(Double)
    case word, symbol
    /// Digits that are no number: versions (3.8.1) and dotted dates (14.3.1991).
    case dotted
  }

  var kind: Kind
  var text: String
  var lower: String
  var spaceBefore: Bool
  /// UTF-8 offsets in the text that was cut.
  var range: Range<Int>

  init(kind: Kind, text: String, spaceBefore: Bool, range: Range<Int>) {
    self.kind = kind
    self.text = text
    self.lower = text.lowercased()
    self.spaceBefore = spaceBefore
    self.range = range
  }

  var isWord: Bool { kind == .word }
  var isCapitalised: Bool { text.first?.isUppercase ?? false }

  var number: Double? {
    if case .number(let value, _) = kind { value } else { nil }
  }

  /// The value of a literal of digits only, as many as `digits` allows; nil for other tokens.
  func plainInteger(digits: ClosedRange<Int>) -> Int? {
    guard case .number(_, plain: true) = kind, digits.contains(text.count) else { return nil }
    return Int(text)
  }
}
