import Foundation

/// The form in which two answers are the same answer.
public enum TextNormalizer {
  private static let articles = ["the ", "a ", "an "]
  private static let quotes: Set<Character> = ["\"", "'", "“", "”", "‘", "’", "«", "»", "`"]

  /// Lower case, single spaces; surrounding quotes, a leading article, a final full stop, comma or possessive *'s*
  /// dropped. `"The Blue Anchor's"` -> `blue anchor`.
  public static func normalized(_ text: String) -> String {
    var result = text.precomposedStringWithCanonicalMapping.lowercased()
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    var before = ""
    while before != result {
      before = result
      while let last = result.last, ".,;:".contains(last), result.count > 1 { result.removeLast() }
      if let first = result.first, let last = result.last, result.count > 2, quotes.contains(first),
        quotes.contains(last)
      {
        result = String(result.dropFirst().dropLast())
      }
      for ending in ["'s", "’s"] where result.hasSuffix(ending) && result.count > 3 {
        result.removeLast(2)
      }
      result = result.trimmingCharacters(in: .whitespaces)
    }
    for article in articles where result.hasPrefix(article) && result.count > article.count {
      result.removeFirst(article.count)
      break
    }
    return result
  }
}
