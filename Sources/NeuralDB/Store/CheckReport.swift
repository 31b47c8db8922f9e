/// What ``FactStore/check()`` found.
public struct CheckReport: Sendable, Hashable {
  public var facts = 0
  public var retracted = 0
  public var embeddings = 0
  /// Embeddings that no fact uses.
  public var orphanEmbeddings = 0
  /// Facts without an embedding, or with one that is not of their text.
  public var brokenEmbeddings = 0
  /// Embeddings of another length than the database's.
  public var wrongLengths = 0
  /// Embeddings with a number that is a NaN or an infinity.
  public var notFinite = 0
  /// A file of codes that is not of these vectors: it may be deleted, and is then made anew.
  public var staleCodes: String?
  /// What SQLite and the full-text index say of themselves; empty when they are sound.
  public var problems: [String] = []

  public var isSound: Bool { isDatabaseSound && staleCodes == nil }

  /// The same of the database itself.
  public var isDatabaseSound: Bool {
    orphanEmbeddings == 0 && brokenEmbeddings == 0 && wrongLengths == 0 && notFinite == 0 && problems.isEmpty
  }
}
