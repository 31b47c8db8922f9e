import Encoder
import Foundation

/// The files of a model: `config.json`, `vocab.txt`, `words.safetensors` (the frozen table), `retriever.safetensors`,
/// `reader.safetensors` and `thresholds.json`.
public struct ModelFolder: Sendable {
  public let url: URL

  public init(_ url: URL) { self.url = url }

  public var configurationFile: URL { url.appendingPathComponent("config.json") }
  public var vocabularyFile: URL { url.appendingPathComponent("vocab.txt") }
  public var wordsFile: URL { url.appendingPathComponent("words.safetensors") }
  public var retrieverFile: URL { url.appendingPathComponent("retriever.safetensors") }
  public var readerFile: URL { url.appendingPathComponent("reader.safetensors") }
  public var thresholdsFile: URL { url.appendingPathComponent("thresholds.json") }

  /// - Throws: `EncoderError` or `SafetensorsError`, naming the file, also for a model that cannot tell question and facts
  ///   apart.
  public func configuration() throws -> EncoderConfiguration {
    let configuration = try EncoderConfiguration(url: configurationFile)
    guard configuration.segments > 1 else {
      let reason = "a reader tells question and facts apart by 2 segments"
      throw EncoderError.configuration(path: configurationFile.path, reason: reason)
    }
    return configuration
  }

  /// - Throws: as above where it has another number of pieces than `configuration` tells of.
  public func require(_ tokenizer: WordPieceTokenizer, fits configuration: EncoderConfiguration) throws {
    guard tokenizer.count == configuration.vocabularySize else {
      let reason = "\(tokenizer.count) pieces, where config.json tells of \(configuration.vocabularySize)"
      throw EncoderError.configuration(path: vocabularyFile.path, reason: reason)
    }
  }

  public func tokenizer() throws -> WordPieceTokenizer { try WordPieceTokenizer(vocabulary: vocabularyFile) }
  public func words() throws -> WordEmbeddings { try WordEmbeddings(url: wordsFile, configuration: configuration()) }

  /// An empty reader tower: encoder and heads.
  public static func readerTower(_ configuration: EncoderConfiguration) -> TowerParameters {
    TowerParameters(
      configuration: configuration, heads: ReaderHeads.tensors(hidden: configuration.hiddenSize))
  }

  /// An identity of a tower's weights as their file holds them (fp16, FNV-1a), kept in its metadata so that it need not be
  /// computed on opening.
  public static func fingerprint(_ tower: TowerParameters) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in 0..<tower.buffer.count {
      hash = (hash ^ UInt64(HalfConversion.half(tower.buffer.pointer[index]))) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }

  /// The fingerprint that the retriever's file names; nil in one that names none.
  public func storedFingerprint() throws -> String? { try SafetensorsFile(url: retrieverFile).metadata["fingerprint"] }
}
