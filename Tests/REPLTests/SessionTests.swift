import Foundation
import Testing

@Suite struct SessionTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Sessions")

  @Test(arguments: ["errors", "facts", "repl"])
  func plays(_ name: String) throws {
    let place = try Workplace()
    defer { place.remove() }
    let session = try Session(file: Self.folder.appending(path: "\(name).txt"), folder: place.folder.path)
    for step in session.steps {
      let result = try place.run(step.command, input: step.input)
      let command = Comment(rawValue: "\(name).txt:\(step.line): neuraldb \(step.command.joined(separator: " "))")
      compare(result.output, step.output, command)
      compare(result.messages, step.messages, command)
      #expect(result.code == step.code, command)
    }
  }

  @Test func everySessionIsPlayed() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".txt") }
    #expect(files.sorted() == ["errors.txt", "facts.txt", "repl.txt"])
  }

  private func compare(_ found: String, _ expected: [String], _ command: Comment) {
    var lines = found.components(separatedBy: "\n")
    if lines.last == "" { lines.removeLast() }
    let agree = lines.count == expected.count && zip(lines, expected).allSatisfy { Session.matches($0, $1) }
    if !agree { #expect(lines == expected, command) }
  }
}
