import CKernels
import Foundation

/// The frozen word-embedding table, shared by both towers: fp16, or fp32 to compare with a reference.
public final class WordEmbeddings: Sendable {
  public let vocabularySize: Int
  public let hiddenSize: Int
  /// fp16, (vocabulary, hidden); mapped where it comes from a file, so that only the rows in use are read.
  private let halves: Data
  /// The table unrounded, kept only where exactness matters more than memory.
  private let exact: [Float]?

  /// Rounds `values` (vocabulary, hidden) to fp16, or keeps them as they are when `exact`.
  public init(values: [Float], vocabularySize: Int, hiddenSize: Int, exact: Bool = false) {
    self.exact = exact ? values : nil
    self.vocabularySize = vocabularySize
    self.hiddenSize = hiddenSize
    var halves = Data(count: values.count * 2)
    halves.withUnsafeMutableBytes { target in
      values.withUnsafeBufferPointer { source in
        if let from = source.baseAddress, let to = target.bindMemory(to: UInt16.self).baseAddress {
          nk_float_to_half(from, to, Int64(values.count))
        }
      }
    }
    self.halves = halves
  }

  private init(halves: Data, _ configuration: EncoderConfiguration) {
    exact = nil
    vocabularySize = configuration.vocabularySize
    hiddenSize = configuration.hiddenSize
    self.halves = halves
  }

  /// The table's name in a file.
  public static let tensor = "embeddings.word_embeddings.weight"

  /// Reads `embeddings.word_embeddings.weight` from a safetensors file, which stays mapped: replace it by renaming only.
  ///
  /// - Throws: `SafetensorsError`, or `EncoderError.shape` when the table does not fit the configuration.
  public convenience init(url: URL, configuration: EncoderConfiguration, exact: Bool = false) throws {
    let file = try SafetensorsFile(url: url)
    let name = Self.tensor
    let expected = [configuration.vocabularySize, configuration.hiddenSize]
    let found = try file.shape(of: name)
    guard found == expected else {
      throw EncoderError.shape(tensor: name, expected: expected, found: found, path: url.path)
    }
    if !exact, let halves = try file.mappedHalves(name) {
      self.init(halves: halves, configuration)
      return
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
    halves.withUnsafeBytes { source in
      if let base = source.assumingMemoryBound(to: UInt16.self).baseAddress {
        nk_half_to_float(base + row * hiddenSize, target, Int64(hiddenSize))
      }
    }
  }

  /// The table as fp32, (vocabulary, hidden).
  public var values: [Float] {
    [Float](unsafeUninitializedCapacity: halves.count / 2) { buffer, count in
      halves.withUnsafeBytes { source in
        if let from = source.assumingMemoryBound(to: UInt16.self).baseAddress, let to = buffer.baseAddress {
          nk_half_to_float(from, to, Int64(halves.count / 2))
        }
      }
      count = halves.count / 2
    }
  }
}
