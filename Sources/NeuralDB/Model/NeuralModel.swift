import Encoder
import Foundation
import Synchronization

/// A loaded model: tokenizer, retriever, reader and thresholds.
public struct NeuralModel: Sendable, SentenceEmbedding {
  public let encoder: SentenceEncoder
  public let reader: ReaderModel
  public var thresholds: Thresholds
  /// Names the retriever's weights: a database remembers whose vectors it holds.
  public let fingerprint: String

  public var dimension: Int { encoder.dimension }

  public init(encoder: SentenceEncoder, reader: ReaderModel, thresholds: Thresholds, fingerprint: String) {
    self.encoder = encoder
    self.reader = reader
    self.thresholds = thresholds
    self.fingerprint = fingerprint
  }

  /// Loads the model of a folder.
  ///
  /// - Throws: `EncoderError`, `TokenizerError` or `SafetensorsError`, each naming the file that is missing or damaged.
  public init(
    folder url: URL, workers: Int = Parallel.defaultWorkers, precision: MatrixPrecision = .fastest
  ) throws {
    let folder = ModelFolder(url)
    guard FileManager.default.fileExists(atPath: folder.configurationFile.path) else {
      throw EncoderError.missingModel(path: url.path)
    }
    let configuration = try folder.configuration()
    let words = try folder.words()
    // Each takes tens of milliseconds, and every command waits for them.
    let loaded = Mutex(LoadedParts())
    try Parallel.forEach(count: 3, workers: workers) { part in
      func runner(_ parameters: TowerParameters) -> EncoderRunner {
        EncoderRunner(parameters: parameters, words: words, precision: precision, workers: workers)
      }
      switch part {
      case 0:
        let retriever = TowerParameters(configuration: configuration)
        try retriever.load(folder.retrieverFile)
        let part = runner(retriever)
        loaded.withLock { $0.retriever = part }
      case 1:
        let reader = ModelFolder.readerTower(configuration)
        try reader.load(folder.readerFile)
        let part = runner(reader)
        loaded.withLock { $0.reader = part }
      default:
        let tokenizer = try folder.tokenizer()
        loaded.withLock { $0.tokenizer = tokenizer }
      }
    }
    let parts = loaded.withLock { $0 }
    guard let retriever = parts.retriever, let reader = parts.reader, let tokenizer = parts.tokenizer else {
      preconditionFailure("a part that does not load throws")
    }
    try folder.require(tokenizer, fits: configuration)
    var thresholds = Thresholds()
    if FileManager.default.fileExists(atPath: folder.thresholdsFile.path) {
      do {
        thresholds = try JSONDecoder().decode(Thresholds.self, from: Data(contentsOf: folder.thresholdsFile))
      } catch {
        throw EncoderError.configuration(path: folder.thresholdsFile.path, reason: "\(error)")
      }
    }
    self.init(
      encoder: SentenceEncoder(tokenizer: tokenizer, runner: retriever),
      reader: ReaderModel(tokenizer: tokenizer, runner: reader), thresholds: thresholds,
      fingerprint: try folder.storedFingerprint() ?? ModelFolder.fingerprint(retriever.parameters))
  }

  /// A unit vector for each sentence; the same sentence is encoded once.
  public func vectors(for sentences: [String]) throws -> [[Float]] { try encoder.vectors(for: sentences) }

  /// The vector of a question and the facts found for it so far.
  func query(_ question: String, found: [String] = []) throws -> [Float] {
    try encoder.vectors(for: [Self.queryText(question, found: found)])[0]
  }

  /// How the retriever is shown a question and the facts found so far, in training and in use.
  public static func queryText(_ question: String, found: [String]) -> String {
    ([question] + found).joined(separator: " ")
  }
}

/// What a model is made of, each part loaded by a worker of its own.
private struct LoadedParts {
  var tokenizer: WordPieceTokenizer?
  var retriever: EncoderRunner?
  var reader: EncoderRunner?
}
