import ArgumentParser
import Foundation
import Training

/// `neuraldb train average`.
struct TrainAverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "average", abstract: "Average the readers of models that were trained one from another.",
    discussion: """
      Writes the first folder's model with the mean of all readers: it often answers better than each. Fit its \
      thresholds anew.
      """)

  @Argument(help: "Model folders.") var folders: [String]
  @Option(parsing: .upToNextOption, help: "What each counts, in the same order; all the same unless given.")
  var weights: [Double] = []
  @Option(help: "Model folder to write.") var out: String

  func validate() throws {
    if folders.count < 2 { throw ValidationError("give at least two model folders") }
    if !weights.isEmpty, weights.count != folders.count {
      throw ValidationError("--weights takes as many numbers as there are folders: \(folders.count)")
    }
    if weights.contains(where: { !($0 > 0 && $0.isFinite) }) { throw ValidationError("--weights must be above 0") }
  }

  func run() throws {
    let average = try ModelAverage(
      of: folders.map { URL(fileURLWithPath: $0) },
      weights: weights.isEmpty ? folders.map { _ in 1 } : weights)
    try average.model.save(to: URL(fileURLWithPath: out))
  }
}
