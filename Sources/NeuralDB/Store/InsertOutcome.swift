/// What became of a sentence handed to the store.
public enum InsertOutcome: Sendable, Hashable {
  /// It is a new fact.
  case added(Int64)
  /// The same text of the same line of the same source is already here; a retracted fact stays retracted.
  case unchanged(Int64)
  /// It was here, taken back by `undo`, and stands again.
  case restored(Int64)

  public var id: Int64 {
    switch self {
    case .added(let id), .unchanged(let id), .restored(let id): id
    }
  }
}
