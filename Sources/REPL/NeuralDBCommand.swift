import ArgumentParser

@main
struct NeuralDBCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "neuraldb", abstract: "A database without a schema: facts and questions in plain English.",
    subcommands: [TrainReaderCommand.self])
}
