import ArgumentParser
import NeuralDB

/// `neuraldb add`: tells facts, each of them new.
struct AddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Tell facts, a sentence an argument.",
    discussion: "Prints each fact with its id.")

  @Option(name: .customLong("db"), help: ArgumentHelp("The database; made if it is not there.", valueName: "file"))
  var path: String
  @OptionGroup var model: ModelOptions
  @Argument(help: "Sentences.")
  var sentences: [String]

  func validate() throws { try DatabaseOption.requireName(path) }

  func run() async throws {
    if let empty = sentences.firstIndex(where: { $0.allSatisfy(\.isWhitespace) }) {
      throw Failure("sentence \(empty + 1) is empty", .badInput)
    }
    let database = try model.open(path, create: true)
    for fact in try await database.add(sentences) { try Console.out(fact.listed) }
  }
}
