import Foundation

/// A sentence in JSON: a string, or an object with `text` and perhaps `source`, `line` and `added_at`.
enum JSONFact {
  /// - Throws: ``IngestIssue``.
  static func parse(_ json: Data, source: String, line: Int) throws -> SourceLine {
    func issue(_ message: String) -> IngestIssue { IngestIssue(source: source, line: line, message: message) }
    let value: Any
    do { value = try JSONSerialization.jsonObject(with: json, options: .fragmentsAllowed) } catch {
      throw issue("not valid JSON")
    }
    if let text = value as? String {
      return SourceLine(source: source, line: line, text: try sentence(text, issue), addedAt: nil)
    }
    guard let object = value as? [String: Any] else { throw issue("neither a string nor an object with \"text\"") }
    if let withdrawn = object["retracted_at"], !(withdrawn is NSNull) { throw issue("was withdrawn; left out") }
    guard let text = object["text"] as? String else { throw issue("no string under \"text\"") }
    var result = SourceLine(source: source, line: line, text: try sentence(text, issue))
    if let origin = object["source"], !(origin is NSNull) {
      guard let origin = origin as? String, !origin.isEmpty else { throw issue("\"source\" is not a string") }
      // What once came from standard input is of this file now, which may be read again.
      if origin != SourceReader.standardInput {
        result.source = origin
        if let number = object["line"], !(number is NSNull) {
          guard let line = Self.line(number) else { throw issue("\"line\" is not a number from 1") }
          result.line = line
        }
      }
    }
    if let added = object["added_at"], !(added is NSNull) {
      guard let added = added as? String, let date = ISO8601.date(added) else {
        throw issue("\"added_at\" is not a time in ISO 8601")
      }
      result.addedAt = date
    }
    return result
  }

  private static func line(_ value: Any) -> Int? {
    (value as? NSNumber).flatMap { Int(exactly: $0.doubleValue) }.flatMap { $0 > 0 ? $0 : nil }
  }

  private static func sentence(_ text: String, _ issue: (String) -> IngestIssue) throws -> String {
    let sentence = SentenceSplitter.clean(Array(text)[...])
    if sentence.isEmpty { throw issue("the text is empty") }
    if sentence.utf8.contains(0) { throw issue("the text holds a NUL character") }
    if sentence.utf8.count > NewFact.maximumBytes {
      throw issue("the text is longer than \(NewFact.maximumBytes) bytes")
    }
    return sentence
  }
}
