import ArgumentParser
import NeuralDB

/// `neuraldb undo`: takes back the last change.
struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take back the last add, ingest, retract or restore; again, the one before.",
    discussion: "Prints the facts that changed. What was forgotten does not come back.")

  @OptionGroup var database: DatabaseOption

  func run() throws {
    let store = try database.openStore()
    guard let undone = try store.undo() else {
      Console.complain("nothing to undo")
      return
    }
    for fact in try store.facts(ids: undone.facts) { try Console.out(fact.listed) }
  }
}
