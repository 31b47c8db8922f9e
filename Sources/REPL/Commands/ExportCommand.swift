import ArgumentParser
import NeuralDB

/// `neuraldb export`: writes the facts as JSONL.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the facts as JSONL, as ingest reads it back.")

  @OptionGroup var database: DatabaseOption
  @OptionGroup var asOf: AsOfOption
  @Flag(help: "Also those that were retracted, which ingest reports and leaves out.")
  var retracted = false
  @Option(help: ArgumentHelp("Where to; stdout unless given.", valueName: "file"))
  var output: String?

  func validate() throws {
    if output?.isEmpty == true { throw ValidationError("--output is empty: give a file") }
  }

  func run() throws {
    let store = try database.openStore()
    let time = try asOf.value(in: store)
    if let output {
      try store.export(to: output, includeRetracted: retracted, asOf: time)
    } else {
      try store.export(includeRetracted: retracted, asOf: time) { try Console.write($0) }
    }
  }
}
