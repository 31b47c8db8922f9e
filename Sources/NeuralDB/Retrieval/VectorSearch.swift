/// The nearest facts by vector alone, as the first step of every question finds them: for benchmarks, and for whoever
/// wants similarity and no answer.
///
/// ```swift
/// let search = try VectorSearch(store: database.store)
/// let near = try search.nearest(database.model.vectors(for: ["boats"])[0], limit: 10)
/// ```
public struct VectorSearch: Sendable {
  private let index: @Sendable () throws -> VectorIndex

  /// Over fp32 vectors at hand: row i, of `dimension` numbers, is fact i + 1.
  public init(vectors: [Float], dimension: Int) {
    let ids = (0..<vectors.count / max(1, dimension)).map { Int64($0 + 1) }
    let mark = ChangeMark(newestFact: ids.last ?? 0, newestRetraction: 0, erasures: 0)
    let index = VectorIndex(table: VectorTable(ids: ids, values: vectors, dimension: dimension, mark: mark))
    self.index = { index }
  }

  /// Over the facts that stand in a store, as `NeuralDatabase` holds them; what is told later is found too.
  ///
  /// - Throws: what the store throws.
  public init(store: FactStore) throws {
    let cache = VectorCache(store: store)
    index = { try cache.index(.now) }
    _ = try index()
  }

  /// Facts and their inner product with `query`, which falls; ties by id.
  public func nearest(_ query: [Float], limit: Int) throws -> [(id: Int64, similarity: Float)] {
    try nearest([query], limit: limit)[0]
  }

  /// The same for each of several queries, which a large database answers in one pass over its vectors.
  public func nearest(_ queries: [[Float]], limit: Int) throws -> [[(id: Int64, similarity: Float)]] {
    try index().search(queries.map { VectorIndex.Search(query: $0, limit: limit) })
      .map { $0.map { ($0.id, $0.similarity) } }
  }
}
