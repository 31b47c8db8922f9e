import Encoder
import Foundation

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
    let loaded = LoadedParts()
    try Parallel.forEach(count: 3, workers: workers) { part in
      func runner(_ parameters: TowerParameters) -> EncoderRunner {
        EncoderRunner(parameters: parameters, words: words, precision: precision, workers: workers)
      }
      switch part {
      case 0:
        let retriever = TowerParameters(configuration: configuration)
        try retriever.load(folder.retrieverFile)
        loaded.set { $0.retriever = runner(retriever) }
      case 1:
        let reader = ModelFolder.readerTower(configuration)
        try reader.load(folder.readerFile)
        loaded.set { $0.reader = runner(reader) }
      default:
        let tokenizer = try folder.tokenizer()
        loaded.set { $0.tokenizer = tokenizer }
      }
    }
    guard let retriever = loaded.retriever, let reader = loaded.reader, let tokenizer = loaded.tokenizer else {
      preconditionFailure("a part that does not load throws")
    }
    guard configuration.segments > 1 else {
      let reason = "a reader tells question and facts apart by 2 segments"
      throw EncoderError.configuration(path: folder.configurationFile.path, reason: reason)
    }
    guard tokenizer.count == configuration.vocabularySize else {
      let reason = "\(tokenizer.count) pieces, where config.json tells of \(configuration.vocabularySize)"
      throw EncoderError.configuration(path: folder.vocabularyFile.path, reason: reason)
    }
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

/// Finds the model: `--model`, then `NEURALDB_MODEL`, then the package's own `Data/Models`.
public enum ModelLocator {
  /// - Throws: `EncoderError.missingModel` naming the place that was asked for.
  public static func locate(explicit: String? = nil) throws -> URL {
    let environment = ProcessInfo.processInfo.environment["NEURALDB_MODEL"]
    if let named = explicit ?? environment.flatMap({ $0.isEmpty ? nil : $0 }) {
      let url = URL(fileURLWithPath: named)
      guard isModel(url) else { throw EncoderError.missingModel(path: named) }
      return url
    }
    for url in packageFolders() where isModel(url) { return url }
    throw EncoderError.missingModel(path: "Data/Models")
  }

  private static func isModel(_ url: URL) -> Bool {
    FileManager.default.fileExists(atPath: ModelFolder(url).readerFile.path)
  }

  /// `Data/Models` beside this package's sources, then above the executable and the working directory.
  private static func packageFolders() -> [URL] {
    var folders: [URL] = []
    let source = URL(fileURLWithPath: #filePath)
    let executable = URL(fileURLWithPath: CommandLine.arguments.first ?? ".").resolvingSymlinksInPath()
    let working = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    for start in [source, executable, working] {
      var folder = start
      for _ in 0..<6 {
        folders.append(folder.appendingPathComponent("Data/Models"))
        folder = folder.deletingLastPathComponent()
      }
    }
    return folders
  }
}

/// What a model is made of, each part loaded by a worker of its own.
private final class LoadedParts: @unchecked Sendable {
  var tokenizer: WordPieceTokenizer?
  var retriever: EncoderRunner?
  var reader: EncoderRunner?
  private let lock = NSLock()

  func set(_ change: (LoadedParts) -> Void) { lock.withLock { change(self) } }
}
