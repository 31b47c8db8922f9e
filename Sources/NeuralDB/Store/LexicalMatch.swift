/// A fact that shares words with a question.
public struct LexicalMatch: Sendable, Hashable {
  public var id: Int64
  /// BM25, as FTS5 computes it: negative, and the lower the better.
  public var bm25: Double
}
