import ArgumentParser

/// The command `neuraldb`: a verb a file, and the REPL without one.
struct NeuralDBCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "neuraldb",
    abstract: "A database without a schema: facts and questions in plain English.",
    discussion: """
      Without a verb the REPL opens. Data goes to stdout, messages to stderr. Exit codes: 0 done or answered, \
      1 no answer known, 64 wrong usage, 65 bad input, 66 no such database or model, 74 input or output failed, \
      75 database busy.
      """,
    version: "0.1.0",
    subcommands: [
      IngestCommand.self, AddCommand.self, AskCommand.self, BatchCommand.self, FactsCommand.self,
      RetractCommand.self, RestoreCommand.self, UndoCommand.self, ForgetCommand.self, HistoryCommand.self,
      CheckCommand.self, ExportCommand.self, EmbedCommand.self, EvalCommand.self, TrainCommand.self, ReplCommand.self,
    ],
    defaultSubcommand: ReplCommand.self)
}
