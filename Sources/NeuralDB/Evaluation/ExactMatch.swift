import Foundation

/// The strict comparison of an answer with the gold answer.
public enum ExactMatch {
  /// Whether two answer lists are equal as sets, after lower-casing, trimming and dropping a leading article and a final
  /// full stop. Numbers in digits compare by value; a currency or unit missing on one side is forgiven, a different one
  /// is not. For counts `[]` and `["0"]` are the same answer.
  ///
  /// - Parameter aliases: other names accepted for a gold item.
  public static func matches(
    predicted: [String], gold: [String], operation: Operator, aliases: [String: [String]] = [:]
  ) -> Bool {
    if operation == .count, isNothing(predicted), isNothing(gold) { return true }
    if predicted.isEmpty || gold.isEmpty { return predicted.isEmpty && gold.isEmpty }
    var others: [String: [String]] = [:]
    for (name, names) in aliases { others[normalized(name), default: []] += names }
    let accepted = gold.map { item in ([item] + (others[normalized(item)] ?? [])).map(Item.init) }
    let found = predicted.map(Item.init)
    return found.allSatisfy { item in accepted.contains { $0.contains { $0.equals(item) } } }
      && accepted.allSatisfy { names in found.contains { item in names.contains { $0.equals(item) } } }
  }

  private static func isNothing(_ answer: [String]) -> Bool {
    answer.isEmpty || answer.count == 1 && Double(answer[0].trimmingCharacters(in: .whitespaces)) == 0
  }

  /// Lower case, trimmed, single spaces; a leading article and a final full stop dropped.
  public static func normalized(_ text: String) -> String {
    var result = text.precomposedStringWithCanonicalMapping.lowercased()
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if result.hasSuffix("."), result.count > 1 { result.removeLast() }
    result = result.trimmingCharacters(in: .whitespaces)
    for article in ["the ", "a ", "an "] where result.hasPrefix(article) {
      result.removeFirst(article.count)
      break
    }
    return result
  }

  private struct Item {
    var text: String
    var number: Quantity?

    init(_ raw: String) {
      text = ExactMatch.normalized(raw)
      number = Item.number(raw)
    }

    func equals(_ other: Item) -> Bool {
      if text == other.text { return true }
      guard let number, let otherNumber = other.number, Quantity.order(number.value, otherNumber.value) == 0 else {
        return false
      }
      return number.unit == nil || otherNumber.unit == nil || number.unit == otherNumber.unit
    }

    /// A text that is one number in digits with at most a currency or unit; nil for names, dates, words and nouns.
    private static func number(_ raw: String) -> Quantity? {
      var text = raw.trimmingCharacters(in: .whitespacesAndNewlines)
      if text.hasSuffix(".") { text.removeLast() }
      let tokens = ValueLexer.tokens(of: text)
      guard let reading = QuantityReader(tokens: tokens).quantity(at: 0), reading.end == tokens.count,
        !reading.isOrdinal, tokens.contains(where: { $0.number != nil })
      else { return nil }
      if let date = DateReader(tokens: tokens).first(), date.isExplicit { return nil }
      return reading.quantity
    }
  }
}
