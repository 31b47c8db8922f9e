import ArgumentParser
import Foundation
import NeuralDB

/// `neuraldb ingest`: takes in files, folders and standard input.
struct IngestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest", abstract: "Take in text, Markdown, CSV, TSV, JSON and JSONL.",
    discussion: """
      The format goes by the file's extension; standard input and files without one are text, a sentence a line or \
      prose. CSV and TSV begin with a row of headers. What cannot be read is reported with its file and line, the rest \
      goes in, and the exit code is 65.
      """)

  @Option(name: .customLong("db"), help: ArgumentHelp("The database; made if it is not there.", valueName: "file"))
  var path: String
  @OptionGroup var model: ModelOptions
  @Option(help: "How to read: text, markdown, csv, tsv, json or jsonl; by the extension unless given.")
  var format: DocumentFormat?
  @Flag(help: "Print one JSON object.")
  var json = false
  @Argument(help: "Files and folders, or - for standard input, as without any.")
  var paths: [String] = ["-"]

  func validate() throws {
    try DatabaseOption.requireName(path)
    if paths.contains("") { throw ValidationError("a path is empty: give a file or a folder") }
  }

  func run() async throws {
    let database = try model.open(path, create: true)
    let bar = ProgressLine()
    let report = try await database.ingest(paths: paths, format: format) { bar.show($0.summary) }
    bar.clear()
    report.complain()
    try Console.out(json ? report.json.text : report.summary)
    if report.issueCount > 0 { throw ExitCode.badInput }
  }
}

extension IngestReport {
  /// Lists what was rejected on stderr.
  func complain() {
    for issue in issues { Console.complain(issue.description) }
    if issueCount > issues.count { Console.complain("\(issueCount - issues.count) more were rejected") }
  }
}

extension DocumentFormat: ExpressibleByArgument {}
