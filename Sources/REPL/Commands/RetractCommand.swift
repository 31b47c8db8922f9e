import ArgumentParser
import NeuralDB

/// `neuraldb retract`.
struct RetractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retract", abstract: "Withdraw facts; the past can still be asked with --as-of.",
    discussion: "Prints the facts that changed. An id that no fact has changes nothing; the exit code is 65 then.")

  @OptionGroup var database: DatabaseOption
  @Argument(help: "Ids of facts.")
  var ids: [Int64]

  func run() throws {
    let store = try database.openStore()
    try FactChange.retract.apply(to: ids, in: store)
  }
}
