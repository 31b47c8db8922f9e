import Encoder
import Foundation
import NeuralDB

/// The weighted mean of readers that were trained one from another, or from the same: the mean of several often answers
/// better than each, at the cost of one (model soups, Wortsman et al. 2022).
public struct ModelAverage {
  /// The first folder's model with the mean reader.
  public let model: InitialModel

  /// - Parameters:
  ///   - folders: model folders of one shape and one word table; all but the readers is the first one's.
  ///   - weights: one a folder, above 0; only their ratios matter.
  /// - Throws: what the loaders throw, naming the file; `TrainingError.average` where models do not go together.
  public init(of folders: [URL], weights: [Double]) throws {
    guard let first = folders.first, weights.count == folders.count, weights.allSatisfy({ $0 > 0 }) else {
      throw TrainingError.average(reason: "folders and as many weights above 0 are needed")
    }
    let total = weights.reduce(0, +)
    model = try InitialModel(base: nil, from: first)
    let target = model.reader.buffer
    for index in 0..<target.count { target.pointer[index] *= Float(weights[0] / total) }
    for (folder, weight) in zip(folders, weights).dropFirst() {
      let other = ModelFolder(folder)
      let reader = ModelFolder.readerTower(try other.configuration())
      guard reader.layout.tensors.map(\.shape) == model.reader.layout.tensors.map(\.shape),
        try other.words().values == model.words.values
      else {
        throw TrainingError.average(reason: "\(folder.path) is not of the same shape and words as \(first.path)")
      }
      try reader.load(other.readerFile)
      let share = Float(weight / total)
      for index in 0..<target.count { target.pointer[index] += share * reader.buffer.pointer[index] }
    }
  }
}
