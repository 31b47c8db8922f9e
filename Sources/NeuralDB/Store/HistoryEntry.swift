import Foundation

/// One change that a user made.
public struct HistoryEntry: Sendable, Hashable, Identifiable {
  public enum Kind: String, Sendable {
    case add, retract, restore, undo, forget
  }

  public var id: Int64
  public var kind: Kind
  public var at: Date
  /// How many facts it touched.
  public var factCount: Int
  /// The first of those that are still here, twenty at most.
  public var facts: [Int64]
  /// The `undo` that took it back.
  public var undoneBy: Int64?
}
