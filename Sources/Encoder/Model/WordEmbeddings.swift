import CKernels
import Foundation

/// The frozen word-embedding table, shared by both towers: fp16, or fp32 to compare with a reference.
public final class WordEmbeddings: Sendable {
  public let vocabularySize: Int
  public let hiddenSize: Int
  private let halves: [UInt16]
  /// The table unrounded, kept only where exactness matters more than memory.
  private let exact: [Float]?

  /// Rounds `values` (vocabulary, hidden) to fp16, or keeps them as they are when `exact`.
  public init(values: [Float], vocabularySize: Int, hiddenSize: Int, exact: Bool = false) {
    self.exact = exact ? values : nil
    self.vocabularySize = vocabularySize
    self.hiddenSize = hiddenSize
    halves = [UInt16](unsafeUninitializedCapacity: values.count) { buffer, count in
      values.withUnsafeBufferPointer { source in
        if let from = source.baseAddress, let to = buffer.baseAddress {
          nk_float_to_half(from, to, Int64(values.count))
        }
      }
      count = values.count
    }
  }

  /// Reads `embeddings.word_embeddings.weight` from a safetensors file.
  ///
  /// - Throws: `SafetensorsError`, or `EncoderError.shape` when the table does not fit the configuration.
  public convenience init(url: URL, configuration: EncoderConfiguration, exact: Bool = false) throws {
    let file = try SafetensorsFile(url: url)
    let name = "embeddings.word_embeddings.weight"
    let expected = [configuration.vocabularySize, configuration.hiddenSize]
    let found = try file.shape(of: name)
    guard found == expected else {
      throw EncoderError.shape(tensor: name, expected: expected, found: found, path: url.path)
    }
    self.init(
      values: try file.floats(name), vocabularySize: configuration.vocabularySize,
      hiddenSize: configuration.hiddenSize, exact: exact)
  }

  /// Writes the vector of token `id` to `target` (hidden).
  @inline(__always)
  func copy(_ id: Int32, to target: UnsafeMutablePointer<Float>) {
    let row = Swift.max(0, Swift.min(Int(id), vocabularySize - 1))
    if let exact {
      for column in 0..<hiddenSize { target[column] = exact[row * hiddenSize + column] }
      return
    }
    halves.withUnsafeBufferPointer { source in
      if let base = source.baseAddress {
        nk_half_to_float(base + row * hiddenSize, target, Int64(hiddenSize))
      }
    }
  }

  /// The table as fp32, (vocabulary, hidden).
  public var values: [Float] {
    [Float](unsafeUninitializedCapacity: halves.count) { buffer, count in
      halves.withUnsafeBufferPointer { source in
        if let from = source.baseAddress, let to = buffer.baseAddress {
          nk_half_to_float(from, to, Int64(halves.count))
        }
      }
      count = halves.count
    }
  }
}
