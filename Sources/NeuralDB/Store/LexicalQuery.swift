import Foundation

/// Words of any text as an FTS5 query. Every word is quoted and holds letters and digits only, so that no input is
/// a syntax error or an operator.
enum LexicalQuery {
  /// Words so common that a query with them reads most of the table: over 100,000 sentences a search for five words,
  /// these among them, took 82-142 ms, one for two or three others 2-3 ms. Words that are also names (*Will*, *May*,
  /// *Mark*) are not on the list.
  static let stopWords: Set<String> = [
    "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "is", "are", "was", "were",
    "be", "been", "do", "does", "did", "has", "have", "had", "who", "whom", "whose", "what", "which", "when", "where",
    "why", "how", "many", "much", "that", "this", "these", "those", "it", "its", "as", "there", "they", "he", "she",
    "their", "his", "her",
  ]

  /// A longer question gains nothing from its further words, and FTS5 is slow with hundreds.
  static let maximumWords = 64

  /// The words of a question that tell something, each a query of its own.
  static func telling(in text: String) -> [String] {
    words(text).filter { $0.count >= 2 && !stopWords.contains($0) }.map { "\"\($0)\"" }
  }

  /// Facts with all of the words, the beginning of a word being enough; nil when the text has none.
  static func all(of text: String) -> String? {
    let all = words(text)
    return all.isEmpty ? nil : all.map { "\"\($0)\"*" }.joined(separator: " AND ")
  }

  /// Distinct runs of letters, marks and digits, lower-cased.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    for run in text.unicodeScalars.split(whereSeparator: { !isPartOfWord($0) }) {
      let word = String(run).lowercased()
      if !words.contains(word) { words.append(word) }
      if words.count == maximumWords { break }
    }
    return words
  }

  private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }
}
