import Foundation
import GRDB

extension FactStore {
  /// The number of facts there at that time.
  public func count(asOf: AsOf = .now) throws -> Int {
    try read { db in
      let (condition, arguments) = asOf.condition
      return try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM fact f WHERE \(condition)", arguments: arguments) ?? 0
    }
  }

  /// The fact with this id, retracted or not; nil when there is none.
  public func fact(id: Int64) throws -> Fact? {
    try facts(ids: [id]).first
  }

  /// The facts with these ids, retracted or not, in this order; ids that none has are passed over.
  ///
  /// - Parameter asOf: whether they are withdrawn is told as of then.
  public func facts(ids: [Int64], asOf: AsOf = .now) throws -> [Fact] {
    try read { try Self.facts($0, ids: ids, asOf) }
  }

  /// The facts with these ids, retracted or not, in this order; ids that none has are passed over.
  public func facts(ids: [Int64]) async throws -> [Fact] {
    try await read { try Self.facts($0, ids: ids, .now) }
  }

  /// The facts that hold every word of `search` (the beginning of a word will do), oldest first.
  ///
  /// - Parameters:
  ///   - search: any text; nil for all facts. Case and diacritics do not matter.
  ///   - limit: at most so many; nil for all.
  ///   - includeRetracted: also those that had been withdrawn by then.
  public func facts(
    matching search: String? = nil, limit: Int? = nil, includeRetracted: Bool = false, asOf: AsOf = .now
  ) throws -> [Fact] {
    try read { db in
      let withdrawn = asOf.withdrawn
      let visible = includeRetracted ? asOf.told : asOf.condition
      var conditions = [visible.sql]
      var arguments = withdrawn.arguments + visible.arguments
      if let search, !search.isEmpty {
        if let query = LexicalQuery.all(of: search) {
          conditions.append("f.id IN (SELECT rowid FROM fact_fts WHERE fact_fts MATCH ?)")
          arguments += [query]
        } else {
          // Only signs, no words: the index has none of them.
          conditions.append("instr(f.text, ?) > 0")
          arguments += [search]
        }
      }
      let sql = """
        SELECT \(Self.columns), \(withdrawn.sql) FROM fact f WHERE \(conditions.joined(separator: " AND "))
        ORDER BY f.id LIMIT ?
        """
      return try Row.fetchCursor(db, sql: sql, arguments: arguments + [limit ?? -1]).map(Self.fact).collect()
    }
  }

  /// What ``fact(_:)`` reads, but for the last column: when the fact was withdrawn.
  static let columns = "f.id, f.text, f.added_at, f.source, f.line"

  /// - Throws: for a value of the wrong type, as damage leaves it; GRDB's subscripts would end the program.
  static func fact(_ row: Row) throws -> Fact {
    Fact(
      id: try row.decode(atIndex: 0), text: try row.decode(atIndex: 1),
      addedAt: Timestamp.date(try row.decode(Int64.self, atIndex: 2)), source: try row.decode(atIndex: 3),
      line: try row.decode(atIndex: 4),
      retractedAt: try row.decode(Int64?.self, atIndex: 5).map(Timestamp.date))
  }

  private static func facts(_ db: Database, ids: [Int64], _ asOf: AsOf) throws -> [Fact] {
    let withdrawn = asOf.withdrawn
    let statement = try db.cachedStatement(sql: "SELECT \(columns), \(withdrawn.sql) FROM fact f WHERE f.id = ?")
    return try ids.compactMap { try Row.fetchOne(statement, arguments: withdrawn.arguments + [$0]).map(fact) }
  }
}

extension Cursor {
  func collect() throws -> [Element] {
    var all: [Element] = []
    while let next = try next() { all.append(next) }
    return all
  }
}
