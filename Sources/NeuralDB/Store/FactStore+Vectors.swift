import Foundation
import GRDB

extension FactStore {
  /// The vectors of every fact there at that time, for exact search.
  ///
  /// - Parameter includeRetracted: also of those that had been withdrawn by then.
  /// - Complexity: O(facts); one pass over the file, one copy.
  public func vectors(asOf: AsOf = .now, includeRetracted: Bool = false) throws -> VectorTable {
    try withVectors(asOf: asOf, includeRetracted: includeRetracted) { try $0.table() }
  }

  /// The vectors of these facts, by fact; an unknown one has none.
  ///
  /// - Complexity: a look-up each.
  func vectors(ids: [Int64]) throws -> [Int64: [Float]] {
    try read { try Self.vectors($0, ids) }
  }

  static func vectors(_ db: Database, _ ids: [Int64]) throws -> [Int64: [Float]] {
    guard let dimension = try dimension(db) else { return [:] }
    let sql = "SELECT f.id, e.vector FROM fact f JOIN embedding e ON e.id = f.embedding_id WHERE f.id = ?"
    let statement = try db.cachedStatement(sql: sql)
    var vectors: [Int64: [Float]] = [:]
    vectors.reserveCapacity(ids.count)
    for id in ids {
      guard let row = try Row.fetchOne(statement, arguments: [id]) else { continue }
      vectors[id] = try [Float](unsafeUninitializedCapacity: dimension) { buffer, count in
        try VectorCoding.read(row, at: 1, to: .init(rebasing: buffer[0..<dimension]))
        count = dimension
      }
    }
    return vectors
  }

  /// Hands over the vectors of the facts there at that time, to be read within `body`.
  ///
  /// - Parameter includeRetracted: also of those that had been withdrawn by then.
  func withVectors<T>(
    asOf: AsOf, includeRetracted: Bool = false, _ body: (VectorCursor) throws -> T
  ) throws -> T {
    try read { try body(Self.cursor($0, includeRetracted ? asOf.told : asOf.condition)) }
  }

  /// Hands over what has changed among the standing facts since `mark`, to be read within `body`: those that no longer
  /// stand, ascending; vectors of those that stand again; and of those told since.
  ///
  /// - Returns: nil where facts were erased since, which leave no trace.
  func withChanges<T>(
    since mark: ChangeMark, _ body: (_ gone: [Int64], _ back: VectorCursor, _ told: VectorCursor) throws -> T
  ) throws -> T? {
    try read { db in
      guard try Self.mark(db).erasures == mark.erasures else { return nil }
      let touched = "SELECT fact_id FROM retraction WHERE id > ?"
      let gone = try Int64.fetchAll(
        db, sql: "SELECT id FROM fact WHERE id IN (\(touched)) AND retracted_at IS NOT NULL ORDER BY id",
        arguments: [mark.newestRetraction])
      // The plus keeps SQLite from walking all facts up to that one.
      let standing = "f.id IN (\(touched)) AND +f.id <= ? AND f.retracted_at IS NULL"
      let back = try Self.cursor(db, (standing, [mark.newestRetraction, mark.newestFact]))
      let told = AsOf.now.condition
      return try body(gone, back, Self.cursor(db, ("f.id > ? AND \(told.sql)", [mark.newestFact] + told.arguments)))
    }
  }

  /// How far the database has come, by any process: cheap enough to ask before every question.
  public func changeMark() throws -> ChangeMark {
    try read(Self.mark)
  }

  /// The facts there at that time, ascending.
  ///
  /// - Parameter includeRetracted: also those that had been withdrawn by then.
  public func visibleIDs(asOf: AsOf = .now, includeRetracted: Bool = false) throws -> [Int64] {
    try read { db in
      let (condition, arguments) = includeRetracted ? asOf.told : asOf.condition
      return try Int64.fetchAll(
        db, sql: "SELECT f.id FROM fact f WHERE \(condition) ORDER BY f.id", arguments: arguments)
    }
  }

  static func mark(_ db: Database) throws -> ChangeMark {
    let retraction = "SELECT seq FROM sqlite_sequence WHERE name = 'retraction'"
    return ChangeMark(
      newestFact: try newestFact(db),
      newestRetraction: try Int64.fetchOne(db, sql: retraction) ?? 0,
      erasures: try number(db, "erasures", counts) ?? 0)
  }

  static func bumpErasures(_ db: Database) throws {
    try setMeta(db, "erasures", String(try mark(db).erasures + 1))
  }

  private static func cursor(_ db: Database, _ wanted: AsOf.Expression) throws -> VectorCursor {
    let mark = try mark(db)
    guard let dimension = try dimension(db), dimension > 0 else {
      return VectorCursor(count: 0, dimension: 0, mark: mark, rows: nil)
    }
    let (condition, arguments) = wanted
    let count = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM fact f WHERE \(condition)", arguments: arguments) ?? 0
    let sql = """
      SELECT f.id, e.vector FROM fact f JOIN embedding e ON e.id = f.embedding_id WHERE \(condition) ORDER BY f.id
      """
    return VectorCursor(
      count: count, dimension: dimension, mark: mark, rows: try Row.fetchCursor(db, sql: sql, arguments: arguments))
  }
}
