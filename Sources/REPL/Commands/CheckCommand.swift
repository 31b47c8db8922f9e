import ArgumentParser
import NeuralDB

/// `neuraldb check`: compares the database with itself.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Compare facts, vectors and full-text index with one another.",
    discussion: "The exit code is 65 when something is wrong.")

  @OptionGroup var database: DatabaseOption
  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let store = try database.openStore()
    let report = try store.check()
    let model = try store.modelFingerprint
    try Console.out(json ? report.json(model: model).text : report.lines(model: model).joined(separator: "\n"))
    if !report.isSound {
      if let codes = report.staleCodes {
        Console.complain("\(codes) is not of the database's vectors; delete it, and it will be made anew")
      }
      if !report.isDatabaseSound {
        Console.complain("\(store.path) is not sound; go back to a copy, or export it and ingest that anew")
      }
      throw ExitCode.badInput
    }
  }
}
