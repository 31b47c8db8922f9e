import ArgumentParser
import Encoder
import Foundation
import NeuralDB
import Training

/// `neuraldb train calibrate`.
struct TrainCalibrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate", abstract: "Fit the model's thresholds on databases that training has not seen.",
    discussion: """
      On the natural databases kept for it (every twelfth of a file) and, counting as much, on generated ones and updates \
      of unseen phrasings, with seeds that the held-out suites do not use. Writes thresholds.json into the model folder.
      """)

  @Option(help: "Model folder.") var model: String
  @Option(help: "Folder with Relations/, Natural/, Roles/ and Questions/.") var data = "Data"
  @Option(help: "Generated databases.") var databases = 16
  @Option(
    help: "Facts of every second generated database; those above 25 are of other domains, to be told apart.")
  var size = 500
  @Option(help: "Generated updates, pairs of facts.") var updates = 60
  @Option(help: "What a wrong answer costs, in right ones; unknown costs nothing.") var wrongAnswerCost = 0.1

  @Flag(help: "Only fit, from vectors, what is read at all; the other thresholds stay.") var search = false

  func validate() throws {
    if databases < 0 || updates < 0 { throw ValidationError("--databases and --updates must not be negative") }
    if size < 25 { throw ValidationError("--size must be at least 25") }
    if wrongAnswerCost < 0 { throw ValidationError("--wrong-answer-cost must not be negative") }
  }

  func run() async throws {
    let url = URL(fileURLWithPath: model)
    let mixture = TrainingMixture(data: URL(fileURLWithPath: data))
    let library = try RelationLibrary(folder: URL(fileURLWithPath: data).appending(path: "Relations"))
    var generator = DatabaseGenerator(library: library, mode: .unseenPhrasing, seed: 0xCA11_B8A7E)
    let generated = (0..<databases).map { index in
      let database = generator.next(facts: 25, queries: 8)
      return index % 2 == 0 ? database : generator.padded(database, to: size)
    }
    let pairs = library.makeUpdatePairs(mode: .unseenPhrasing, seed: 0xCA11_0DD, count: updates)
    var program = try CalibrationProgram(model: NeuralModel(folder: url))
    program.wrongAnswerCost = wrongAnswerCost
    let fitting = [try mixture.naturalDatabases(.fitting), generated + pairs]
    var thresholds = program.model.thresholds
    if search {
      try program.fitSearch(fitting.flatMap { $0 }, &thresholds)
    } else {
      thresholds = try await program.fit(fitting) { Console.complain($0) }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(thresholds).write(to: ModelFolder(url).thresholdsFile, options: .atomic)
  }
}
