import ArgumentParser
import Foundation
import NeuralDB
import Training

/// `neuraldb train succession`: how often a later fact sets an earlier one aside, rightly and wrongly.
struct TrainSuccessionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "succession",
    abstract: "Count how often a later fact sets an earlier one aside, by what it really leaves of it.",
    discussion: """
      Reads the update pairs of the natural databases that neither training nor calibration reads, and generated ones of \
      relations that training has not seen. Right is to set aside what is replaced or ended, and nothing else.
      """)

  @Option(help: ArgumentHelp("Model folder.", valueName: "folder")) var model: String
  @Option(help: ArgumentHelp("Folder with Relations/, Natural/, Roles/ and Questions/.", valueName: "folder"))
  var data = "Data"
  @Option(help: "Generated pairs.") var pairs = 600

  func validate() throws {
    if pairs < 1 { throw ValidationError("--pairs must be at least 1") }
  }

  func run() throws {
    let model = try NeuralModel(folder: URL(fileURLWithPath: model))
    let folder = URL(fileURLWithPath: data)
    let natural = try TrainingMixture(data: folder).naturalDatabases(.testing).flatMap(\.updatePairs)
    let library = try RelationLibrary(folder: folder.appending(path: "Relations"))
    for (name, pairs) in [("natural", natural), ("generated", library.makeUnseenPairs(count: pairs))] {
      try Console.out("\(name), \(pairs.count) pairs\n\(try SuccessionReport(pairs, model: model))")
    }
  }
}
