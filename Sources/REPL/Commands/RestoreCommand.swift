import ArgumentParser
import NeuralDB

/// `neuraldb restore`.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Make withdrawn facts stand again.",
    discussion: "Prints the facts that changed. An id that no fact has changes nothing; the exit code is 65 then.")

  @OptionGroup var database: DatabaseOption
  @Argument(help: "Ids of facts.")
  var ids: [Int64]

  func run() throws {
    let store = try database.openStore()
    try FactChange.restore.apply(to: ids, in: store)
  }
}
