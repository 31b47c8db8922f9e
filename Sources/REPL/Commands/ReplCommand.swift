import ArgumentParser
import NeuralDB

/// `neuraldb` without a verb: facts and questions, line by line.
struct ReplCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl", abstract: "Tell and ask line by line, as without a verb.",
    discussion: """
      A line that ends in ? is a question, anything else a fact; .help lists the rest. When standard input is no \
      terminal its lines are read plainly.
      """)

  @Option(
    name: .customLong("db"),
    help: ArgumentHelp("The database; else notes.neuraldb in XDG_DATA_HOME/neuraldb.", valueName: "file"))
  var path: String?
  @OptionGroup var model: ModelOptions

  func validate() throws { if let path { try DatabaseOption.requireName(path) } }

  @MainActor
  func run() async throws {
    let session = try ReplSession(path: try path ?? XDG.notes(), model: model)
    try await session.run()
  }
}
