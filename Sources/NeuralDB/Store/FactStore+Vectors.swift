import Foundation
import GRDB

extension FactStore {
  /// The vectors of every fact there at that time, for exact search.
  ///
  /// - Parameter includeRetracted: also of those that had been withdrawn by then.
  /// - Complexity: O(facts); one pass over the file, one copy.
  public func vectors(asOf: AsOf = .now, includeRetracted: Bool = false) throws -> VectorTable {
    try read { try Self.vectors($0, includeRetracted ? asOf.told : asOf.condition, after: 0) }
  }

  /// The vectors of every fact there at that time, for exact search.
  public func vectors(asOf: AsOf = .now) async throws -> VectorTable {
    try await read { try Self.vectors($0, asOf.condition, after: 0) }
  }

  /// The vectors of the standing facts told after this one.
  public func vectors(after id: Int64) throws -> VectorTable {
    try read { try Self.vectors($0, AsOf.now.condition, after: id) }
  }

  /// How far the database has come, by any process: cheap enough to ask before every question.
  public func changeMark() throws -> ChangeMark {
    try read(Self.mark)
  }

  /// The facts there at that time, ascending.
  public func visibleIDs(asOf: AsOf = .now) throws -> [Int64] {
    try read { db in
      let (condition, arguments) = asOf.condition
      return try Int64.fetchAll(
        db, sql: "SELECT f.id FROM fact f WHERE \(condition) ORDER BY f.id", arguments: arguments)
    }
  }

  static func mark(_ db: Database) throws -> ChangeMark {
    let retraction = "SELECT seq FROM sqlite_sequence WHERE name = 'retraction'"
    return ChangeMark(
      newestFact: try newestFact(db),
      newestRetraction: try Int64.fetchOne(db, sql: retraction) ?? 0,
      erasures: try meta(db, "erasures").flatMap { Int64($0) } ?? 0)
  }

  static func bumpErasures(_ db: Database) throws {
    try setMeta(db, "erasures", String(try mark(db).erasures + 1))
  }

  private static func vectors(_ db: Database, _ there: AsOf.Expression, after id: Int64) throws -> VectorTable {
    let mark = try mark(db)
    guard let dimension = try dimension(db), dimension > 0 else {
      return VectorTable(ids: [], values: [], dimension: 0, mark: mark)
    }
    let arguments = StatementArguments([id]) + there.arguments
    let table = "FROM fact f JOIN embedding e ON e.id = f.embedding_id WHERE f.id > ? AND \(there.sql)"
    let count = try Int.fetchOne(db, sql: "SELECT COUNT(*) \(table)", arguments: arguments) ?? 0
    var ids: [Int64] = []
    ids.reserveCapacity(count)
    let values = try [Float](unsafeUninitializedCapacity: count * dimension) { buffer, filled in
      let rows = try Row.fetchCursor(
        db, sql: "SELECT f.id, e.vector \(table) ORDER BY f.id", arguments: arguments)
      while let row = try rows.next() {
        let bytes = try row.withUnsafeData(atIndex: 1) { data in
          guard let data, data.count == dimension * MemoryLayout<Float>.size else { return data?.count ?? 0 }
          VectorCoding.copy(data, to: UnsafeMutableBufferPointer(rebasing: buffer[filled..<filled + dimension]))
          filled += dimension
          return data.count
        }
        guard bytes == dimension * MemoryLayout<Float>.size else {
          throw StoreError.dimensionMismatch(expected: dimension, found: bytes / MemoryLayout<Float>.size)
        }
        ids.append(try row.decode(atIndex: 0))
      }
    }
    return VectorTable(ids: ids, values: values, dimension: dimension, mark: mark)
  }
}
