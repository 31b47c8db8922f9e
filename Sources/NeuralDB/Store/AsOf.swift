import Foundation

/// The state of the database a question is asked of.
public enum AsOf: Sendable, Hashable {
  /// As it stands.
  case now
  /// As it stood at a moment, to the millisecond: facts stored by then and not withdrawn by then, whatever `added_at`
  /// their source gave them. A moment that has not come is as now.
  case moment(Date)
  /// As it stood right after the fact with this id was told.
  case fact(Int64)
}
