import Encoder
import Foundation
import NeuralDB

/// The towers that training starts from: the base model's, or those of a trained model folder.
public struct InitialModel {
  public let configuration: EncoderConfiguration
  public let tokenizer: WordPieceTokenizer
  public let words: WordEmbeddings
  public let reader: TowerParameters
  public let retriever: TowerParameters
  private let configurationFile: URL
  private let vocabularyFile: URL
  private let thresholdsFile: URL
  private let wordsFile: URL?
  /// Of the retriever as it was loaded: by what its file says, and computed. A retriever that has not been trained keeps
  /// the name that databases know it by.
  private let loadedFingerprint: (stored: String?, computed: String)

  /// - Throws: what the loaders throw, naming the file.
  public init(base: URL?, from: URL?) throws {
    guard let folder = from ?? base else {
      throw TrainingError.noData(what: "neither a base nor a trained model given")
    }
    let model = ModelFolder(folder)
    configuration = try model.configuration()
    tokenizer = try model.tokenizer()
    try model.require(tokenizer, fits: configuration)
    configurationFile = model.configurationFile
    vocabularyFile = model.vocabularyFile
    thresholdsFile = model.thresholdsFile
    reader = ModelFolder.readerTower(configuration)
    retriever = TowerParameters(configuration: configuration)
    wordsFile = from == nil ? nil : model.wordsFile
    if from != nil {
      words = try model.words()
      try reader.load(model.readerFile)
      try retriever.load(model.retrieverFile)
    } else {
      let weights = folder.appendingPathComponent("model.safetensors")
      words = try WordEmbeddings(url: weights, configuration: configuration)
      reader.initialize(seed: 7) { $0.hasPrefix("heads.") }
      try reader.loadHuggingFace(weights)
      try retriever.loadHuggingFace(weights)
    }
    loadedFingerprint = (from == nil ? nil : try model.storedFingerprint(), ModelFolder.fingerprint(retriever))
  }

  /// Writes a whole model folder in fp16, over any that is there; of another model's files none is left.
  public func save(to url: URL) throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    let folder = ModelFolder(url)
    for (source, target) in [
      (configurationFile, folder.configurationFile), (vocabularyFile, folder.vocabularyFile),
      (thresholdsFile, folder.thresholdsFile),
    ] where source.standardizedFileURL != target.standardizedFileURL {
      if FileManager.default.fileExists(atPath: source.path) {
        try Data(contentsOf: source).write(to: target, options: .atomic)
      } else if FileManager.default.fileExists(atPath: target.path) {
        try FileManager.default.removeItem(at: target)
      }
    }
    if wordsFile?.standardizedFileURL != folder.wordsFile.standardizedFileURL {
      try SafetensorsWriter.write(
        tensors: [
          (
            name: WordEmbeddings.tensor, shape: [words.vocabularySize, words.hiddenSize],
            values: words.values
          )
        ], as: .float16, metadata: [:], to: folder.wordsFile)
    }
    let computed = ModelFolder.fingerprint(retriever)
    let known = computed == loadedFingerprint.computed ? loadedFingerprint.stored : nil
    try retriever.save(folder.retrieverFile, metadata: ["fingerprint": known ?? computed])
    try reader.save(folder.readerFile)
  }
}
