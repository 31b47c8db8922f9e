import Encoder
import Synchronization

/// Told how many vectors have been read, of how many, while those of a large database are read for the first time.
public typealias VectorProgress = @Sendable (_ read: Int, _ count: Int) -> Void

/// The vectors of the current state, kept between questions and refreshed when the store has changed.
final class VectorCache: Sendable {
  /// Facts from which vectors are kept in 8 bits: at 50,000 fp32 takes 77 MB, and 8 bits a quarter of it.
  static let compactFrom = 50_000
  /// The file of codes is written anew when one fact in so many has changed since.
  static let staleness = 32

  private struct State: Sendable {
    var index: VectorIndex
    var mark: ChangeMark
    /// Facts of a compact index that have changed since the file of codes was written.
    var unsaved = 0
  }

  private let store: FactStore
  private let compactFrom: Int
  private let workers: Int
  private let progress: VectorProgress?
  private let state = Mutex<State?>(nil)

  init(
    store: FactStore, compactFrom: Int = VectorCache.compactFrom, workers: Int = Parallel.defaultWorkers,
    progress: VectorProgress? = nil
  ) {
    self.store = store
    self.compactFrom = compactFrom
    self.workers = workers
    self.progress = progress
  }

  /// The vectors visible at `asOf`; for `.now` only what has changed is read.
  ///
  /// - Parameter includeRetracted: also those of facts that had been withdrawn by then; these are not kept.
  func index(_ asOf: AsOf, includeRetracted: Bool = false) throws -> VectorIndex {
    var index = try vectors(asOf, includeRetracted)
    index.workers = workers
    return index
  }

  private func vectors(_ asOf: AsOf, _ includeRetracted: Bool) throws -> VectorIndex {
    let current = try state.withLock { try refresh(&$0) }
    if asOf == .now, !includeRetracted { return current }
    if case .compact(let compact, _) = current.vectors {
      let there = try store.visibleIDs(asOf: asOf, includeRetracted: includeRetracted)
      if there.count >= compactFrom { return VectorIndex(compact: try past(compact, there), store: store) }
    }
    return try load(asOf, includeRetracted).index
  }

  /// Brings the state up to date. Who asks meanwhile waits, rather than reading everything too.
  private func refresh(_ state: inout State?) throws -> VectorIndex {
    let mark = try store.changeMark()
    if let known = state, known.mark == mark { return known.index }
    var fresh = try state.flatMap(refreshed)
    if fresh == nil {
      // What is out of date need not stay in memory beside what replaces it.
      state = nil
      fresh = try stored()
    }
    var next = try fresh ?? load(.now, false)
    if case .compact(let compact, _) = next.index.vectors, next.unsaved > compact.count / Self.staleness {
      store.keepCodes(compact, next.mark)
      next.unsaved = 0
    }
    state = next
    return next.index
  }

  private func load(_ asOf: AsOf, _ includeRetracted: Bool) throws -> State {
    try store.withVectors(asOf: asOf, includeRetracted: includeRetracted) { cursor in
      if cursor.count < compactFrom {
        let table = try cursor.table()
        return State(index: VectorIndex(table: table), mark: table.mark)
      }
      var read = 0
      let compact = try CompactVectors(dimension: cursor.dimension).changed { target in
        if read % CompactVectors.blockRows == 0 || read == cursor.count { progress?(read, cursor.count) }
        read += 1
        return try cursor.next(target)
      }
      return State(index: VectorIndex(compact: compact, store: store), mark: cursor.mark, unsaved: compact.count)
    }
  }

  /// What the file of codes holds, with what has changed since; nil where everything has to be read.
  private func stored() throws -> State? {
    guard let content = try store.storedCodes() else { return nil }
    let state = try refreshed(State(index: VectorIndex(compact: content.vectors, store: store), mark: content.mark))
    return state.flatMap { $0.index.count < compactFrom ? nil : $0 }
  }

  /// What is known, with what has changed since; nil where everything has to be read again.
  private func refreshed(_ known: State) throws -> State? {
    try store.withChanges(since: known.mark) { gone, back, told in
      switch known.index.vectors {
      case .exact(var table):
        guard gone.isEmpty, back.count == 0, table.ids.count + told.count < compactFrom else { return nil }
        let added = try told.table()
        table.ids += added.ids
        table.values += added.values
        table.dimension = added.dimension
        return State(index: VectorIndex(table: table), mark: told.mark)
      case .compact(let compact, _):
        let next = try compact.changed(without: gone) { try back.next($0) ?? told.next($0) }
        return State(
          index: VectorIndex(compact: next, store: store), mark: told.mark,
          unsaved: known.unsaved + gone.count + back.count + told.count)
      }
    } ?? nil
  }

  /// The vectors of `there` alone: those at hand, and those of facts that have been withdrawn since, from the store.
  private func past(_ compact: CompactVectors, _ there: [Int64]) throws -> CompactVectors {
    let known = compact.ids
    var missing = Self.ids(of: there, without: known)[...]
    var rows: ArraySlice<(key: Int64, value: [Float])> = []
    return try compact.changed(without: Self.ids(of: known, without: there)) { target in
      while rows.isEmpty, !missing.isEmpty {
        rows = try store.vectors(ids: Array(missing.prefix(1_024))).sorted { $0.key < $1.key }[...]
        missing = missing.dropFirst(1_024)
      }
      guard let row = rows.popFirst() else { return nil }
      _ = target.update(fromContentsOf: row.value)
      return row.key
    }
  }

  /// What is in one ascending list and not in another.
  private static func ids(of list: [Int64], without other: [Int64]) -> [Int64] {
    var rest = other[...]
    return list.filter { id in
      while let first = rest.first, first < id { rest.removeFirst() }
      return rest.first != id
    }
  }
}
