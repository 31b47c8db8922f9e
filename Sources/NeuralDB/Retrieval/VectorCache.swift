import Encoder
import Foundation

/// The vectors of the current state, kept between questions and refreshed when the store has changed.
final class VectorCache: Sendable {
  /// Facts from which vectors are kept in 8 bits: at 50,000 fp32 takes 77 MB, and 8 bits a quarter of it.
  static let compactFrom = 50_000

  private struct State: Sendable {
    var index: VectorIndex
    var mark: ChangeMark
  }

  private let store: FactStore
  private let compactFrom: Int
  private let state = Locked<State?>(nil)

  init(store: FactStore, compactFrom: Int = VectorCache.compactFrom) {
    self.store = store
    self.compactFrom = compactFrom
  }

  /// The vectors visible at `asOf`; for `.now` only new rows are read when nothing was erased.
  ///
  /// - Parameter includeRetracted: also those of facts that had been withdrawn by then; these are not kept.
  func index(_ asOf: AsOf, includeRetracted: Bool = false) throws -> VectorIndex {
    guard asOf == .now, !includeRetracted else { return try load(asOf, includeRetracted).index }
    if let known = state.value {
      let mark = try store.changeMark()
      if known.mark == mark { return known.index }
      if known.mark.erasures == mark.erasures, let state = try refreshed(known, mark) {
        self.state.value = state
        return state.index
      }
      // What is out of date need not stay in memory beside what replaces it.
      state.value = nil
    }
    let loaded = try load(.now, false)
    state.value = loaded
    return loaded.index
  }

  private func load(_ asOf: AsOf, _ includeRetracted: Bool) throws -> State {
    try store.withVectors(asOf: asOf, includeRetracted: includeRetracted) { cursor in
      if cursor.count < compactFrom {
        let table = try cursor.table()
        return State(index: VectorIndex(table: table), mark: table.mark)
      }
      var compact = CompactVectors(dimension: cursor.dimension)
      try compact.append(cursor.next)
      return State(index: VectorIndex(compact: compact, store: store), mark: cursor.mark)
    }
  }

  /// What is known, with what has been told since; nil where everything has to be read again.
  private func refreshed(_ known: State, _ mark: ChangeMark) throws -> State? {
    switch known.index.vectors {
    case .exact(var table):
      guard known.mark.newestRetraction == mark.newestRetraction else { return nil }
      let added = try store.vectors(after: table.ids.last ?? 0)
      guard added.mark.erasures == mark.erasures, added.mark.newestRetraction == mark.newestRetraction,
        table.ids.count + added.ids.count < compactFrom
      else { return nil }
      table.ids += added.ids
      table.values += added.values
      if table.dimension == 0 { table.dimension = added.dimension }
      return State(index: VectorIndex(table: table), mark: added.mark)
    case .compact(var compact, _):
      let newest = compact.newest
      if known.mark.newestRetraction != mark.newestRetraction {
        // Withdrawn facts are dropped; one that came back has to be read.
        let visible = try store.visibleIDs()
        let rows = visible.prefix { $0 <= newest }
        compact = compact.keeping(visible)
        guard compact.count == rows.count else { return nil }
      }
      let reached = try store.withVectors(asOf: .now, after: newest) { cursor in
        if cursor.count > 0 { try compact.append(cursor.next) }
        return cursor.mark
      }
      guard reached.erasures == mark.erasures, reached.newestRetraction == mark.newestRetraction else { return nil }
      return State(index: VectorIndex(compact: compact, store: store), mark: reached)
    }
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
