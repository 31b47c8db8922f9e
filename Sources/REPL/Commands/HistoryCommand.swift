import ArgumentParser
import NeuralDB

/// `neuraldb history`: what was changed, to the whole, to a fact, or to a value.
struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "List the changes, newest first; or the values that answer a question, oldest first.",
    discussion: """
      Without an argument: every change. With a fact's id: the changes of that fact. With a question or a phrase \
      ("Anna's home"): each value with when and by which fact it was told, its source, and the fact that took its place; \
      the exit code is 1 when there is none. Withdrawn facts are shown too.
      """)

  @OptionGroup var database: DatabaseOption
  @OptionGroup var model: ModelOptions
  @OptionGroup var asOf: AsOfOption
  @Flag(help: "Print one JSON object a change or value.")
  var json = false
  @Option(help: ArgumentHelp("At most so many, the newest.", valueName: "n"))
  var limit: Int?
  @Argument(help: "A fact's id, a question or a phrase.")
  var subject: String?

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit must not be negative") }
    let phrase = try subject.map(Question.trimmed)
    if asOf.time != nil, phrase.map({ Int64($0) != nil }) ?? true {
      throw ValidationError("--as-of goes with a question or a phrase")
    }
  }

  func run() async throws {
    guard let phrase = try subject.map(Question.trimmed) else {
      return try list(try database.openStore().history(limit: limit))
    }
    if let id = Int64(phrase) { return try list(try database.openStore().history(of: id, limit: limit)) }
    let database = try model.open(database.path, create: false)
    let history = try await database.history(phrase, asOf: try asOf.value(in: database.store))
    for entry in history.entries.suffix(limit ?? .max) { try Console.out(json ? entry.json.text : entry.listed) }
    Console.warn(history.coverage)
    if history.entries.isEmpty {
      if !json { try Console.out("unknown") }
      throw ExitCode.unknown
    }
  }

  private func list(_ entries: [HistoryEntry]) throws {
    for entry in entries { try Console.out(json ? entry.json.text : entry.listed) }
  }
}
