import ArgumentParser
import Foundation
import NeuralDB

/// `neuraldb eval`: scores suites of questions.
struct EvalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Score suites of questions in the WikiNLDB format, one database a line.",
    discussion: """
      Exact match is strict; a question that fails counts as wrong. --support ssg is the real walk, all reads every \
      fact, gold only those that the suite names. The exit code is 0 when it ran, whatever the score.
      """)

  @OptionGroup var model: ModelOptions
  @Flag(help: "Print one JSON object a suite.")
  var json = false
  @Option(help: "What the reader is handed: ssg, all or gold.")
  var support = EvaluationSupport.ssg
  @Option(help: ArgumentHelp("Only the first so many databases of each suite.", valueName: "n"))
  var databases: Int?
  @Flag(help: "List what was answered wrong on stderr.")
  var wrong = false
  @Option(
    help: ArgumentHelp(
      "Draw stated confidence against being right, over all suites, to this SVG file.", valueName: "file"))
  var reliability: String?
  @Argument(help: "Suites, in JSONL.")
  var suites: [String]

  func validate() throws {
    if let databases, databases < 1 { throw ValidationError("--databases must be at least 1") }
  }

  func run() async throws {
    let drawing = reliability.map { URL(fileURLWithPath: $0) }
    if let drawing, !FileManager.default.fileExists(atPath: drawing.deletingLastPathComponent().path) {
      throw Failure("\(drawing.path): cannot be written: no such folder", .io)
    }
    let loaded = try suites.map { path in
      var suite = try Suite(contentsOf: path)
      if let databases { suite.databases = Array(suite.databases.prefix(databases)) }
      return suite
    }
    let runner = EvaluationRunner(model: try model.load(), support: support, listsWrong: wrong)
    var reliabilities = Reliability()
    for suite in loaded {
      let report = try await runner.run(suite)
      reliabilities.merge(report.reliability)
      try Console.out(json ? report.json() : report.table)
    }
    if let drawing {
      let names = loaded.map(\.name).joined(separator: ", ")
      do {
        try reliabilities.svg(title: "Reliability: \(names)").write(to: drawing, atomically: true, encoding: .utf8)
      } catch {
        throw Failure("\(drawing.path): cannot be written: \(error.localizedDescription)", .io)
      }
    }
  }
}
