/// The fields of one record of CSV or TSV (RFC 4180): our own forty lines, since a record that fails must not take the
/// rest of its file with it, and no file is held in memory.
enum DelimitedRecord {
  enum Result: Equatable {
    case fields([String])
    /// A quoted field goes on in the next line.
    case open
  }

  static func parse(_ text: String, separator: Character) -> Result {
    var fields: [String] = []
    var field = ""
    var rest = text[...]
    while true {
      if rest.first == "\"" {
        guard let (value, after) = quoted(rest.dropFirst()) else { return .open }
        field = value
        rest = after
      }
      // Also what stands between a closing quote and the separator, against the rules but not lost.
      let end = rest.firstIndex(of: separator) ?? rest.endIndex
      field += rest[..<end]
      fields.append(field.trimmingPrefix(while: \.isWhitespace).trimmingSuffix(while: \.isWhitespace).description)
      field = ""
      if end == rest.endIndex { return .fields(fields) }
      rest = rest[rest.index(after: end)...]
    }
  }

  /// The value up to the closing quote, and what comes after it; nil when there is none.
  private static func quoted(_ text: Substring) -> (String, Substring)? {
    var value = ""
    var rest = text
    while let quote = rest.firstIndex(of: "\"") {
      value += rest[..<quote]
      rest = rest[rest.index(after: quote)...]
      if rest.first != "\"" { return (value, rest) }
      value.append("\"")
      rest = rest.dropFirst()
    }
    return nil
  }
}
