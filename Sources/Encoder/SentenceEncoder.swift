import Foundation

/// Sentences to unit vectors: the retriever tower with mean pooling.
///
/// ```swift
/// let vectors = try encoder.vectors(for: ["Ann lives in Oslo."])  // 1 x 384, each of length 1
/// ```
public struct SentenceEncoder: Sendable {
  public let tokenizer: WordPieceTokenizer
  public let runner: EncoderRunner
  /// Longest sequence, special tokens included; what is beyond is cut, as the base model was trained.
  public let maximumTokens: Int

  public init(tokenizer: WordPieceTokenizer, runner: EncoderRunner, maximumTokens: Int = 256) {
    self.tokenizer = tokenizer
    self.runner = runner
    self.maximumTokens = min(maximumTokens, runner.parameters.configuration.positions)
  }

  public var dimension: Int { runner.parameters.configuration.hiddenSize }

  /// `[CLS] text [SEP]`, segment 0.
  public func sequence(_ text: String) -> EncoderSequence {
    let pieces = tokenizer.tokenize(text).ids.prefix(maximumTokens - 2)
    let ids = [tokenizer.cls] + pieces + [tokenizer.sep]
    return EncoderSequence(ids: ids, segments: [Int32](repeating: 0, count: ids.count))
  }

  /// A unit vector for each text, in order.
  public func vectors(for texts: [String]) throws -> [[Float]] {
    let size = dimension
    let block = FloatBuffer(count: texts.count * size)
    try runner.run(texts.map(sequence)) { index, hidden, length in
      MeanPooling.forward(hidden, length: length, size: size, into: block.pointer + index * size)
    }
    return (0..<texts.count).map { Array(UnsafeBufferPointer(start: block.pointer + $0 * size, count: size)) }
  }
}
