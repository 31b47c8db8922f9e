import ArgumentParser
import NeuralDB

/// `neuraldb history`: what was changed.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "List the changes, newest first.")

  @OptionGroup var database: DatabaseOption
  @Flag(help: "Print one JSON object a change.")
  var json = false
  @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
  var limit: Int?

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit must not be negative") }
  }

  func run() throws {
    for entry in try database.openStore().history(limit: limit) {
      try Console.out(json ? entry.json.text : entry.listed)
    }
  }
}
