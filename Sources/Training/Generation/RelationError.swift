import Foundation

/// Why `Data/Relations/` cannot be used.
public enum RelationError: Error, Sendable, LocalizedError, CustomStringConvertible {
  case unreadable(path: String, reason: String)
  case malformed(path: String, reason: String)
  case noRelations(folder: String)
  case missingPool(name: String, folder: String)

  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
    case .malformed(let path, let reason): "\(path) is not a relation file: \(reason)"
    case .noRelations(let folder): "\(folder) holds no relation that can be used"
    case .missingPool(let name, let folder): "\(folder)/Pools holds no \(name).txt"
    }
  }

  public var errorDescription: String? { description }
}

/// A small fault in a relation file: what it concerns was left out, the rest is used.
public struct RelationIssue: Sendable, Hashable, CustomStringConvertible {
  public var file: String
  public var relation: String
  public var text: String
  public var reason: String

  public var description: String { "\(file): \(relation): \"\(text)\": \(reason)" }
}
