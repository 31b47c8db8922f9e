import ArgumentParser
import NeuralDB

/// `neuraldb facts`: lists or finds facts.
struct FactsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facts", abstract: "List the facts, or find those that hold all words of a search.")

  @OptionGroup var database: DatabaseOption
  @OptionGroup var asOf: AsOfOption
  @Flag(help: "Print one JSON object a fact.")
  var json = false
  @Flag(help: "Also those that were retracted.")
  var retracted = false
  @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
  var limit: Int?
  @Argument(help: "Words, or beginnings of words.")
  var search: String?

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit must not be negative") }
  }

  func run() throws {
    let store = try database.openStore()
    let facts = try store.facts(
      matching: search, limit: limit, includeRetracted: retracted, asOf: try asOf.value(in: store))
    for fact in facts { try Console.out(json ? fact.json.text : fact.listed) }
  }
}
