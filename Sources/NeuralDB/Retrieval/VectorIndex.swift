import Encoder
import Foundation

/// Search over the vectors of all visible facts (inner product of unit vectors): exact over fp32 vectors in memory, or
/// by a scan in 8 bits whose best are scored again with the store's fp32 vectors.
struct VectorIndex: Sendable {
  /// The vectors themselves.
  enum Vectors: Sendable {
    case exact(VectorTable)
    case compact(CompactVectors, FactStore)
  }

  struct Match: Sendable, Hashable {
    var id: Int64
    var similarity: Float
  }

  let vectors: Vectors

  init(table: VectorTable) { vectors = .exact(table) }
  init(compact: CompactVectors, store: FactStore) { vectors = .compact(compact, store) }

  var count: Int {
    switch vectors {
    case .exact(let table): table.ids.count
    case .compact(let compact, _): compact.count
    }
  }

  /// The facts, ascending.
  var ids: [Int64] {
    switch vectors {
    case .exact(let table): table.ids
    case .compact(let compact, _): compact.ids
    }
  }

  /// Facts by falling similarity, ties by id; at most `limit`, none below `floor`.
  ///
  /// - Complexity: one pass over the vectors, then a sort of what is above the floor.
  func search(_ query: [Float], limit: Int, floor: Float = -1) throws -> [Match] {
    guard count > 0, limit > 0, query.count == dimension else { return [] }
    return try best(query, from: 0, limit: limit, floor: floor)
  }

  /// Inner products with the facts of `ids`; 0 for one that is not there.
  func similarities(_ query: [Float], ids: [Int64]) throws -> [Float] {
    guard query.count == dimension else { return ids.map { _ in 0 } }
    switch vectors {
    case .exact(let table):
      return ids.map { id in
        guard let row = row(of: id) else { return 0 }
        return table.values.withUnsafeBufferPointer { matrix in
          guard let base = matrix.baseAddress else { return 0 }
          return VectorMath.dot(base + row * dimension, query, dimension)
        }
      }
    case .compact(_, let store):
      let exact = try store.vectors(ids: ids.filter { row(of: $0) != nil })
      return ids.map { id in exact[id].map { VectorMath.dot($0, query, dimension) } ?? 0 }
    }
  }

  /// The facts told after `id` most like it, most similar first, none below `floor`.
  func later(than id: Int64, limit: Int, floor: Float) throws -> [Int64] {
    guard limit > 0, let row = row(of: id), row + 1 < count, let own = try vector(of: id, row: row) else { return [] }
    return try best(own, from: row + 1, limit: limit, floor: floor).map(\.id)
  }

  private var dimension: Int {
    switch vectors {
    case .exact(let table): table.dimension
    case .compact(let compact, _): compact.dimension
    }
  }

  private func id(_ row: Int) -> Int64 {
    switch vectors {
    case .exact(let table): table.ids[row]
    case .compact(let compact, _): compact.id(row)
    }
  }

  private func vector(of id: Int64, row: Int) throws -> [Float]? {
    switch vectors {
    case .exact(let table): Array(table.values[row * table.dimension..<(row + 1) * table.dimension])
    case .compact(_, let store): try store.vectors(ids: [id])[id]
    }
  }

  /// Ids ascend: a binary search.
  private func row(of id: Int64) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self.id(middle) < id { low = middle + 1 } else { high = middle }
    }
    return low < count && self.id(low) == id ? low : nil
  }

  private func best(_ query: [Float], from row: Int, limit: Int, floor: Float) throws -> [Match] {
    let scores = FloatBuffer(count: count - row)
    switch vectors {
    case .exact(let table):
      scan(table, query, from: row, into: scores)
      return top(scores, from: row, limit, floor)
    case .compact(let compact, let store):
      scan(compact, query, from: row, into: scores)
      let near = top(scores, from: row, limit + limit / 4 + Self.spare, floor - Self.slack)
      return try rescored(near, query, store).filter { $0.similarity >= floor }.prefix(limit).map { $0 }
    }
  }

  /// Beyond a quarter more than asked for, this many are scored again.
  private static let spare = 64
  /// How far off a rounded inner product of unit vectors may be: about ten deviations.
  private static let slack: Float = 0.01

  private func rescored(_ near: [Match], _ query: [Float], _ store: FactStore) throws -> [Match] {
    let exact = try store.vectors(ids: near.map(\.id))
    return near.compactMap { match in
      // A fact erased since then is left out.
      exact[match.id].map { Match(id: match.id, similarity: VectorMath.dot($0, query, query.count)) }
    }.sorted { ($1.similarity, $0.id) < ($0.similarity, $1.id) }
  }

  private func scan(_ table: VectorTable, _ query: [Float], from first: Int, into scores: FloatBuffer) {
    let rows = table.ids.count - first
    let parts = max(1, min(Parallel.defaultWorkers, rows / 4096 + 1))
    let (dimension, values) = (table.dimension, table.values)
    Parallel.each(count: parts) { part in
      let (start, end) = (rows * part / parts, rows * (part + 1) / parts)
      values.withUnsafeBufferPointer { matrix in
        guard let base = matrix.baseAddress else { return }
        VectorMath.scan(
          base + (first + start) * dimension, rows: end - start, query, dimension, into: scores.pointer + start)
      }
    }
  }

  private func scan(_ compact: CompactVectors, _ query: [Float], from first: Int, into scores: FloatBuffer) {
    let rounded = query.withUnsafeBufferPointer { CompactQuery($0) }
    Parallel.each(count: compact.blocks.count) { index in
      let (block, start) = (compact.blocks[index], compact.starts[index])
      guard start + block.ids.count > first else { return }
      block.scan(rounded, from: max(0, first - start), into: scores.pointer + max(0, start - first))
    }
  }

  /// Keeps the best in a buffer that is cut back whenever it has doubled.
  private func top(_ scores: FloatBuffer, from first: Int, _ limit: Int, _ floor: Float) -> [Match] {
    var best: [Match] = []
    var bar = floor
    func cut() {
      best.sort { ($1.similarity, $0.id) < ($0.similarity, $1.id) }
      best.removeLast(max(0, best.count - limit))
      if best.count == limit, let last = best.last { bar = max(bar, last.similarity) }
    }
    for row in 0..<scores.count where scores.pointer[row] >= bar {
      best.append(Match(id: id(first + row), similarity: scores.pointer[row]))
      if best.count >= 2 * limit + 64 { cut() }
    }
    cut()
    return best
  }
}
