/// A fact that shares words with a question.
public struct LexicalMatch: Sendable, Hashable {
  public var id: Int64
  /// BM25 over the facts there at that time: negative, and the lower the better.
  public var bm25: Double
}
