import Foundation

/// What BERT's basic tokenisation does with one character: clean, space out CJK, decompose, strip accents, lowercase.
///
/// Source: `BertNormalizer` and `BertPreTokenizer` of Hugging Face `tokenizers`.
enum BertCharacter: Sendable {
  /// Dropped without a trace: controls, format characters, private use, U+0000 and U+FFFD.
  case removed
  /// Ends a word.
  case space
  /// A combining mark, dropped after decomposition; its bytes belong to the character before it.
  case mark
  /// A word by itself: a punctuation mark or a CJK ideograph, with the scalars it normalises to.
  case alone([Unicode.Scalar])
  /// Part of a word, with the scalars it normalises to, of which some may be punctuation.
  case letters([Unicode.Scalar])

  /// Classifies `scalar`, from a table for the common blocks.
  static func of(_ scalar: Unicode.Scalar) -> BertCharacter {
    let value = Int(scalar.value)
    if value < common.count { return common[value] }
    return classify(scalar)
  }

  /// Latin, Greek, Cyrillic, Hebrew and Arabic, about a millisecond to make once.
  private static let common: [BertCharacter] = (0..<0x700).map { value in
    Unicode.Scalar(UInt32(value)).map(classify) ?? .removed
  }

  private static func classify(_ scalar: Unicode.Scalar) -> BertCharacter {
    if isRemoved(scalar) { return .removed }
    if scalar.properties.isWhitespace { return .space }
    let scalars = normalized(scalar)
    if isIdeograph(scalar) { return .alone(scalars) }
    if scalars.isEmpty { return .mark }
    if scalars.count == 1, isPunctuation(scalars[0]) { return .alone(scalars) }
    return .letters(scalars)
  }

  /// Canonical decomposition without nonspacing marks, in lower case.
  private static func normalized(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars
      .filter { category(of: $0) != .nonspacingMark }
      .flatMap { $0.properties.lowercaseMapping.unicodeScalars }
  }

  /// The general category of `scalar` in Unicode 8, the version the reference's tables know: a mark or a punctuation
  /// sign that is younger is an ordinary letter to it. The few listed by value have changed category since.
  private static func category(of scalar: Unicode.Scalar) -> Unicode.GeneralCategory {
    switch scalar.value {
    case 0x166D, 0x111C9: return .otherPunctuation
    case 0x1734, 0x1171E: return .nonspacingMark
    case 0x1885, 0x1886: return .otherLetter
    case 0xA9BD: return .spacingMark
    case ..<0x80: return scalar.properties.generalCategory
    default: break
    }
    guard let age = scalar.properties.age, (age.major, age.minor) <= (8, 0) else { return .unassigned }
    return scalar.properties.generalCategory
  }

  private static func isRemoved(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\t", "\n", "\r": return false
    case "\u{FFFD}": return true
    default: break
    }
    switch category(of: scalar) {
    case .control, .format, .privateUse, .surrogate: return true
    default: return false
    }
  }

  /// Whether `scalar` is a punctuation mark to BERT, which counts every ASCII symbol as one.
  static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 33...47, 58...64, 91...96, 123...126: return true
    default: break
    }
    switch category(of: scalar) {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }

  /// The CJK ideograph blocks that BERT puts spaces around.
  private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F,
      0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
      return true
    default: return false
    }
  }
}
