import Foundation

/// A text file of commands and what comes of them; Sessions/README.md says how to read one.
struct Session {
  struct Step {
    var line: Int
    var command: [String]
    var input = ""
    var output: [String] = []
    var messages: [String] = []
    var code: Int32 = 0
  }

  var steps: [Step] = []

  /// - Parameter folder: stands for `{dir}`.
  init(file: URL, folder: String) throws {
    var step: Step?
    for (index, raw) in try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n").enumerated() {
      let line = raw.replacingOccurrences(of: "{dir}", with: folder)
      if line.hasPrefix("$ neuraldb") {
        if let step { steps.append(step) }
        step = Step(line: index + 1, command: Self.words(String(line.dropFirst("$ neuraldb".count))))
      } else if line.hasPrefix("<") {
        step?.input += line.dropFirst(2) + "\n"
      } else if line.hasPrefix("!") {
        step?.messages.append(line == "!*" ? "*" : String(line.dropFirst(2)))
      } else if line.hasPrefix("= ") {
        step?.code = Int32(line.dropFirst(2)) ?? -1
      } else if !line.isEmpty, !line.hasPrefix("#") {
        step?.output.append(line)
      }
    }
    if let step { steps.append(step) }
  }

  /// Words parted by spaces; double quotes keep a word together.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    for (index, part) in text.components(separatedBy: "\"").enumerated() {
      if index % 2 == 1 { words.append(part) } else { words += part.split(separator: " ").map(String.init) }
    }
    return words
  }

  /// Whether a text is what a line expects, `*` standing for anything.
  static func matches(_ text: String, _ pattern: String) -> Bool {
    let parts = pattern.components(separatedBy: "*")
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return text == pattern }
    guard text.hasPrefix(first), text.count >= first.count + last.count, text.hasSuffix(last) else { return false }
    var rest = text.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let range = rest.range(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }
}
