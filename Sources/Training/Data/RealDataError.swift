import Foundation

/// Why a data file could not be read.
public enum RealDataError: Error, Equatable, Sendable {
  case unreadable(path: String, reason: String)
  /// `line` counts from 1.
  case malformed(path: String, line: Int, reason: String)
  /// A query names a fact that its database does not have.
  case noSuchFact(path: String, line: Int, fact: Int, count: Int)
}

extension RealDataError: LocalizedError, CustomStringConvertible {
  public var errorDescription: String? { description }

  public var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "cannot read \(path): \(reason)"
    case .malformed(let path, let line, let reason):
      "\(path):\(line): \(reason)"
    case .noSuchFact(let path, let line, let fact, let count):
      "\(path):\(line): a query's support names fact \(fact), but the database has \(count) facts"
    }
  }
}
