import Encoder

/// Writes a template with its values.
enum FactRenderer {
  /// The text and what was written in each slot; nil where a value could not be found again in the text, or an article
  /// would be doubled.
  static func render(
    _ template: RelationTemplate, values: [String: [SlotValue]], relation: Relation, style: ValueStyle,
    random: inout SeededRandom
  ) -> (text: String, surfaces: [String: [String]])? {
    var text = ""
    var surfaces: [String: [String]] = [:]
    for part in template.parts {
      switch part {
      case .text(let literal): text += literal
      case .slot(let name, let list, _):
        guard let type = relation.slots[name], let given = values[name], !given.isEmpty else { return nil }
        var written = (list ? given : [given[0]]).map { style.text($0, type: type, random: &random) }
        guard let fitted = Article.fit(written[0], after: &text) else { return nil }
        written[0] = text.isEmpty && template.source.hasSuffix(".") ? capitalised(fitted) : fitted
        text += joined(written)
        surfaces[name] = written
      case .count, .ordinal: return nil
      }
    }
    for surface in surfaces.values.joined() where Substrings.count(surface, in: text) != 1 { return nil }
    return (text, surfaces)
  }

  /// With a capital, unless the first word has one elsewhere (*iPad*) or a digit (*v1.2*).
  static func capitalised(_ text: String) -> String {
    let word = text.prefix { $0 != " " }
    guard word.allSatisfy({ !$0.isUppercase && !$0.isNumber }), let first = text.first else { return text }
    return first.uppercased() + text.dropFirst()
  }

  private static func joined(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }
}

/// *a* or *an*, and no article twice.
enum Article {
  /// Mends the article at the end of `text` for `value`. Nil where both bring one.
  static func fit(_ value: String, after text: inout String) -> String? {
    let lower = value.lowercased()
    let brings = ["a ", "an ", "the ", "some "].contains { lower.hasPrefix($0) }
    let words = text.split(separator: " ", omittingEmptySubsequences: true)
    guard text.hasSuffix(" "), let article = words.last?.lowercased(), ["a", "an", "the"].contains(article) else {
      return value
    }
    if brings { return nil }
    guard article != "the" else { return value }
    let wanted = takesAn(lower) ? "n" : ""
    text.removeLast(article == "an" ? 2 : 1)
    text += wanted + " "
    return value
  }

  static func takesAn(_ lower: String) -> Bool {
    if ["uni", "use", "eu", "one", "once", "uk", "ut", "us "].contains(where: lower.hasPrefix) { return false }
    if ["hour", "heir", "honest", "honour"].contains(where: lower.hasPrefix) { return true }
    let digits = lower.prefix(while: \.isNumber)
    if !digits.isEmpty { return digits.hasPrefix("8") || digits == "11" || digits == "18" }
    return lower.first.map { "aeiouàáâäåéèêíîóôöøúü".contains($0) } ?? false
  }
}

/// Plain search in UTF-8.
enum Substrings {
  static func count(_ needle: String, in text: String) -> Int {
    let (needle, text) = (Array(needle.utf8), Array(text.utf8))
    guard !needle.isEmpty, needle.count <= text.count else { return 0 }
    return (0...(text.count - needle.count)).count { text[$0..<($0 + needle.count)].elementsEqual(needle) }
  }
}
