import Foundation

/// Names a sentence by its exact text (SHA-256 of its UTF-8); equal sentences share one embedding.
public struct ContentHash: Sendable, Hashable, CustomStringConvertible {
  let bytes: Data

  /// The name of `text`.
  public init(_ text: String) {
    bytes = Data(SHA256.digest(text.utf8))
  }

  init(bytes: Data) {
    self.bytes = bytes
  }

  public var description: String {
    bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}
