import ArgumentParser
import NeuralDB

/// `neuraldb forget`: erases facts for good.
struct ForgetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget", abstract: "Erase facts for good, from the file and from its history.",
    discussion: """
      Nothing brings them back. To withdraw a fact and keep the past, use retract. The lines typed into the REPL are kept \
      in its own history file, and exports are files of their own: forget does not look there.
      """)

  @OptionGroup var database: DatabaseOption
  @Argument(help: "Ids of facts.")
  var ids: [Int64]

  func run() throws {
    let store = try database.openStore()
    try store.forget(ids)
    let count = Set(ids).count
    try Console.out("forgot \(count) \(count == 1 ? "fact" : "facts")")
  }
}
