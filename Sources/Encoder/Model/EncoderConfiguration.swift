import Foundation

/// The sizes of a BERT-style encoder, as Hugging Face's `config.json` names them.
public struct EncoderConfiguration: Codable, Sendable, Hashable {
  public var hiddenSize: Int
  public var layers: Int
  public var heads: Int
  public var feedForwardSize: Int
  public var vocabularySize: Int
  public var positions: Int
  public var segments: Int
  public var layerNormEpsilon: Float

  public init(
    hiddenSize: Int = 384, layers: Int = 6, heads: Int = 12, feedForwardSize: Int = 1536,
    vocabularySize: Int = 30522, positions: Int = 512, segments: Int = 2, layerNormEpsilon: Float = 1e-12
  ) {
    self.hiddenSize = hiddenSize
    self.layers = layers
    self.heads = heads
    self.feedForwardSize = feedForwardSize
    self.vocabularySize = vocabularySize
    self.positions = positions
    self.segments = segments
    self.layerNormEpsilon = layerNormEpsilon
  }

  public var headSize: Int { hiddenSize / heads }

  enum CodingKeys: String, CodingKey {
    case hiddenSize = "hidden_size"
    case layers = "num_hidden_layers"
    case heads = "num_attention_heads"
    case feedForwardSize = "intermediate_size"
    case vocabularySize = "vocab_size"
    case positions = "max_position_embeddings"
    case segments = "type_vocab_size"
    case layerNormEpsilon = "layer_norm_eps"
  }

  /// - Throws: `EncoderError.configuration` naming the file and what is wrong with it.
  public init(url: URL) throws {
    do {
      self = try JSONDecoder().decode(EncoderConfiguration.self, from: Data(contentsOf: url))
    } catch {
      throw EncoderError.configuration(path: url.path, reason: "\(error)")
    }
    guard layerNormEpsilon.isFinite, layerNormEpsilon > 0 else {
      throw EncoderError.configuration(path: url.path, reason: "layer_norm_eps must be a positive number")
    }
    guard hiddenSize > 0, heads > 0, hiddenSize % heads == 0, layers > 0, feedForwardSize > 0, positions > 2 else {
      throw EncoderError.configuration(path: url.path, reason: "sizes must be positive and heads divide hidden_size")
    }
    // A number that damage made huge would ask for more memory than there is, and end the program.
    let sizes = [hiddenSize, feedForwardSize, positions, layers, segments]
    guard sizes.max() ?? 0 <= 1 << 16, segments > 0, vocabularySize > 0,
      layers * (4 * hiddenSize * hiddenSize + 2 * hiddenSize * feedForwardSize) <= 1 << 31
    else { throw EncoderError.configuration(path: url.path, reason: "its sizes are out of all proportion") }
  }
}
