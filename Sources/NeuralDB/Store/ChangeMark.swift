/// How far the database has come, for those who keep a copy of its vectors.
///
/// If only `newestFact` grew, ``FactStore/vectors(after:)`` has what is new; if `newestRetraction` did, facts were withdrawn
/// or stand again; if `erasures` did, read everything again.
public struct ChangeMark: Sendable, Hashable {
  public var newestFact: Int64
  public var newestRetraction: Int64
  /// Counts what invalidates copies: `forget`, and a change of model.
  public var erasures: Int64

  public init(newestFact: Int64 = 0, newestRetraction: Int64 = 0, erasures: Int64 = 0) {
    self.newestFact = newestFact
    self.newestRetraction = newestRetraction
    self.erasures = erasures
  }
}
