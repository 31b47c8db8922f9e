/// How far the database has come, for those who keep a copy of its vectors: it is up to date while its mark is the
/// store's. `FactStore.withChanges(since:)` hands over what else has changed: facts told since, withdrawn, and standing
/// again. Where something was erased everything is to be read again.
public struct ChangeMark: Sendable, Hashable {
  public var newestFact: Int64
  public var newestRetraction: Int64
  /// Counts every `forget`, which leaves no trace of what is gone.
  public var erasures: Int64

  public init(newestFact: Int64 = 0, newestRetraction: Int64 = 0, erasures: Int64 = 0) {
    self.newestFact = newestFact
    self.newestRetraction = newestRetraction
    self.erasures = erasures
  }
}
