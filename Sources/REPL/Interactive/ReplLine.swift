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
    } else if text.hasPrefix("."), let first = text.dropFirst().first, first.isLetter {
      let name = text.dropFirst().prefix { !$0.isWhitespace }
      let rest = text.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
      self = ReplVerb(rawValue: name.lowercased()).map { .verb($0, rest) } ?? .unknownVerb(String(name))
    } else if text.hasSuffix("?") || text.hasSuffix("？") {
      self = text.contains { $0 != "?" && $0 != "？" && !$0.isWhitespace } ? .question(text) : .empty
    } else {
      self = .fact(text)
    }
  }
}
