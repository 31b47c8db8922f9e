import Encoder
import Foundation

/// Exact search over the vectors of all visible facts (inner product of unit vectors).
struct VectorIndex: Sendable {
  let table: VectorTable

  struct Match: Sendable, Hashable {
    var id: Int64
    var similarity: Float
  }

  /// Facts by falling similarity, ties by id; at most `limit`, none below `floor`.
  ///
  /// - Complexity: one pass over the table, then a sort of what is above the floor.
  func search(_ query: [Float], limit: Int, floor: Float = -1) throws -> [Match] {
    let rows = table.ids.count
    guard rows > 0, query.count == table.dimension else { return [] }
    let scores = FloatBuffer(count: rows)
    let parts = max(1, min(Parallel.defaultWorkers, rows / 4096 + 1))
    let (dimension, values) = (table.dimension, table.values)
    try Parallel.forEach(count: parts) { part in
      let start = rows * part / parts
      let end = rows * (part + 1) / parts
      values.withUnsafeBufferPointer { matrix in
        guard let base = matrix.baseAddress else { return }
        VectorMath.scan(
          base + start * dimension, rows: end - start, query, dimension, into: scores.pointer + start)
      }
    }
    return top(scores, rows, limit, floor)
  }

  /// Inner products with the facts of `ids`; 0 for one that is not there.
  func similarities(_ query: [Float], ids: [Int64]) -> [Float] {
    guard query.count == table.dimension else { return ids.map { _ in 0 } }
    return ids.map { id in
      guard let row = row(of: id) else { return 0 }
      return table.values.withUnsafeBufferPointer { matrix in
        guard let base = matrix.baseAddress else { return 0 }
        return VectorMath.dot(base + row * table.dimension, query, table.dimension)
      }
    }
  }

  /// The facts told after `id` most like it, most similar first, none below `floor`.
  func later(than id: Int64, limit: Int, floor: Float) -> [Int64] {
    guard let row = row(of: id), limit > 0 else { return [] }
    let (dimension, values) = (table.dimension, table.values)
    let count = table.ids.count - row - 1
    guard count > 0 else { return [] }
    let scores = FloatBuffer(count: count)
    values.withUnsafeBufferPointer { matrix in
      guard let base = matrix.baseAddress else { return }
      let own = Array(matrix[row * dimension..<(row + 1) * dimension])
      VectorMath.scan(base + (row + 1) * dimension, rows: count, own, dimension, into: scores.pointer)
    }
    return (0..<count).filter { scores.pointer[$0] >= floor }
      .sorted { (scores.pointer[$0], $1) > (scores.pointer[$1], $0) }
      .prefix(limit).map { table.ids[row + 1 + $0] }
  }

  /// Ids ascend: a binary search.
  private func row(of id: Int64) -> Int? {
    var (low, high) = (0, table.ids.count)
    while low < high {
      let middle = (low + high) / 2
      if table.ids[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < table.ids.count && table.ids[low] == id ? low : nil
  }

  /// Keeps the best in a buffer that is cut back whenever it has doubled.
  private func top(_ scores: FloatBuffer, _ rows: Int, _ limit: Int, _ floor: Float) -> [Match] {
    var best: [Match] = []
    var bar = floor
    func cut() {
      best.sort { ($1.similarity, $0.id) < ($0.similarity, $1.id) }
      best.removeLast(max(0, best.count - limit))
      if best.count == limit, let last = best.last { bar = max(bar, last.similarity) }
    }
    for row in 0..<rows where scores.pointer[row] >= bar {
      best.append(Match(id: table.ids[row], similarity: scores.pointer[row]))
      if best.count >= 2 * limit + 64 { cut() }
    }
    cut()
    return best
  }
}

/// The table of the current state, kept between questions and refreshed when the store has changed.
final class VectorCache: Sendable {
  private let store: FactStore
  private let state = Locked<VectorTable?>(nil)

  init(store: FactStore) { self.store = store }

  /// The vectors visible at `asOf`; for `.now` only new rows are read when nothing else changed.
  func index(_ asOf: AsOf) throws -> VectorIndex {
    guard asOf == .now else { return VectorIndex(table: try store.vectors(asOf: asOf)) }
    let mark = try store.changeMark()
    if let table = state.value {
      if table.mark == mark { return VectorIndex(table: table) }
      if table.mark.newestRetraction == mark.newestRetraction, table.mark.erasures == mark.erasures {
        let added = try store.vectors(after: table.ids.last ?? 0)
        var grown = table
        grown.ids += added.ids
        grown.values += added.values
        grown.mark = added.mark
        if grown.dimension == 0 { grown.dimension = added.dimension }
        state.value = grown
        return VectorIndex(table: grown)
      }
    }
    let table = try store.vectors(asOf: .now)
    state.value = table
    return VectorIndex(table: table)
  }
}

/// A value behind a lock.
final class Locked<Value: Sendable>: @unchecked Sendable {
  private var stored: Value
  private let lock = NSLock()

  init(_ value: Value) { stored = value }

  var value: Value {
    get { lock.withLock { stored } }
    set { lock.withLock { stored = newValue } }
  }
}
