import ArgumentParser

/// `neuraldb train`: what makes the model.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train the model, or make what it is trained on.",
    subcommands: [
      TrainCheckCommand.self, TrainGenerateCommand.self, TrainReaderCommand.self, TrainRetrieverCommand.self,
      TrainAverageCommand.self, TrainCalibrateCommand.self, TrainSuccessionCommand.self, TrainMistakesCommand.self,
    ])
}
