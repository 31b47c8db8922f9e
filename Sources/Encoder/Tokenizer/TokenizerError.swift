import Foundation

/// Why a vocabulary cannot be used.
public enum TokenizerError: Error, Sendable, Hashable {
  /// The file at `path` cannot be read; `reason` is the system's.
  case unreadable(path: String, reason: String)
  /// Line `line` (from 1) of the file at `path` is not UTF-8.
  case notText(path: String, line: Int)
  /// The vocabulary of `count` pieces lacks the special piece `piece`.
  case missingPiece(piece: String, count: Int)
}

extension TokenizerError: CustomStringConvertible, LocalizedError {
  public var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "cannot read the vocabulary \(path): \(reason)"
    case .notText(let path, let line):
      "\(path):\(line): the vocabulary is not UTF-8 text"
    case .missingPiece(let piece, let count):
      "the vocabulary of \(count) pieces has no \(piece)"
    }
  }

  public var errorDescription: String? { description }
}
