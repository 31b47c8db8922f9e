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

  /// One of several searches that read the vectors together.
  struct Search: Sendable {
    var query: [Float]
    /// The first row looked at.
    var from = 0
    var limit: Int
    var floor: Float = -1
  }

  let vectors: Vectors
  /// Threads of a search.
  var workers = Parallel.defaultWorkers

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
    try search([Search(query: query, limit: limit, floor: floor)])[0]
  }

  /// The same for each of several, in one pass over the vectors.
  func search(_ searches: [Search]) throws -> [[Match]] {
    let sound = try searches.map { search in
      var search = search
      search.limit = search.from < count ? max(0, min(search.limit, count)) : 0
      if search.limit > 0 { try require(search.query) }
      return search
    }
    switch vectors {
    case .exact(let table): return sound.map { scan(table, $0) }
    case .compact(let compact, let store):
      let near = compact.nearest(
        sound.map { search in
          var wider = search
          wider.limit = search.limit > 0 ? search.limit + search.limit / 4 + Self.spare : 0
          wider.floor = search.floor - Self.slack
          return wider
        }, workers: workers)
      return try rescored(near, sound, store)
    }
  }

  /// Inner products with the facts of `ids`; 0 for one that is not there.
  func similarities(_ query: [Float], ids: [Int64]) throws -> [Float] {
    if count == 0 { return ids.map { _ in 0 } }
    try require(query)
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

  /// For each fact, the facts told after it that are most like it, most similar first, none below `floor`.
  func later(than facts: [(id: Int64, limit: Int)], floor: Float) throws -> [[Int64]] {
    let own = try vectors(of: facts.map(\.id))
    let searches = facts.map { fact in
      let row = row(of: fact.id)
      return Search(
        query: own[fact.id] ?? [], from: row.map { $0 + 1 } ?? count, limit: fact.limit, floor: floor)
    }
    return try search(searches).map { $0.map(\.id) }
  }

  private func require(_ query: [Float]) throws {
    guard query.count == dimension else {
      throw StoreError.dimensionMismatch(expected: dimension, found: query.count)
    }
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

  /// The fp32 vectors of those of `ids` that are here.
  private func vectors(of ids: [Int64]) throws -> [Int64: [Float]] {
    let rows = ids.compactMap { id in row(of: id).map { (id, $0) } }
    switch vectors {
    case .exact(let table):
      let (width, values) = (table.dimension, table.values)
      return Dictionary(rows.map { ($0, Array(values[$1 * width..<($1 + 1) * width])) }) { first, _ in first }
    case .compact(_, let store): return try store.vectors(ids: rows.map(\.0))
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

  /// Beyond a quarter more than asked for, this many are scored again.
  private static let spare = 64
  /// How far off a rounded inner product of unit vectors may be: about ten deviations.
  private static let slack: Float = 0.01

  private func rescored(_ near: [[Match]], _ searches: [Search], _ store: FactStore) throws -> [[Match]] {
    let exact = try store.vectors(ids: Set(near.flatMap { $0.map(\.id) }).sorted())
    return zip(near, searches).map { near, search in
      var best = BestMatches(limit: search.limit, floor: search.floor)
      for match in near {
        // A fact erased since then is left out.
        guard let vector = exact[match.id] else { continue }
        best.take(VectorMath.dot(vector, search.query, search.query.count), match.id)
      }
      return best.sorted
    }
  }

  private func scan(_ table: VectorTable, _ search: Search) -> [Match] {
    guard search.limit > 0 else { return [] }
    let rows = table.ids.count - search.from
    let scores = FloatBuffer(count: rows)
    let parts = max(1, min(workers, rows / 4096 + 1))
    let (dimension, values) = (table.dimension, table.values)
    Parallel.each(count: parts) { part in
      let (start, end) = (rows * part / parts, rows * (part + 1) / parts)
      values.withUnsafeBufferPointer { matrix in
        guard let base = matrix.baseAddress else { return }
        VectorMath.scan(
          base + (search.from + start) * dimension, rows: end - start, search.query, dimension,
          into: scores.pointer + start)
      }
    }
    var best = BestMatches(limit: search.limit, floor: search.floor)
    best.take(scores, count: rows) { table.ids[search.from + $0] }
    return best.sorted
  }
}
