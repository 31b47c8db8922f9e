import Foundation

/// What a line typed into the REPL is.
enum ReplLine: Equatable {
  case empty
  case fact(String)
  case question(String)
  case verb(ReplVerb, String)
  case unknownVerb(String)

  init(_ line: String) {
    let text = line.trimmingCharacters(in: .whitespacesAndNewlines)
    if text.isEmpty {
      self = .empty
    } else if let verb = Self.verb(text) {
      self = verb
    } else if text.hasSuffix("?") || text.hasSuffix("？") {
      self = text.contains { $0 != "?" && $0 != "？" && !$0.isWhitespace } ? .question(text) : .empty
    } else {
      self = .fact(text)
    }
  }

  /// A line that begins with a point and a word: a verb, known or not. *.NET* is a name.
  private static func verb(_ text: String) -> ReplLine? {
    guard text.hasPrefix("."), let first = text.dropFirst().first, first.isLetter else { return nil }
    let name = text.dropFirst().prefix { !$0.isWhitespace }
    let rest = text.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
    if let verb = ReplVerb(rawValue: name.lowercased()) { return .verb(verb, rest) }
    return first.isUppercase ? nil : .unknownVerb(String(name))
  }
}
