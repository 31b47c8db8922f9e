import Foundation
import GRDB

extension FactStore {
  /// Withdraws facts; what came before can still be asked with ``AsOf``.
  ///
  /// - Returns: those that stood until then.
  /// - Throws: ``StoreError/unknownFacts(_:)``; nothing is withdrawn then.
  @discardableResult
  public func retract(_ ids: [Int64]) throws -> [Int64] {
    try change(.retract, ids)
  }

  /// Makes withdrawn facts stand again.
  ///
  /// - Returns: those that were withdrawn until then.
  /// - Throws: ``StoreError/unknownFacts(_:)``; nothing is restored then.
  @discardableResult
  public func restore(_ ids: [Int64]) throws -> [Int64] {
    try change(.restore, ids)
  }

  /// Takes back the last command that was not taken back yet: withdraws what it told or restored, restores what it
  /// withdrew. Again takes back the one before. `forget` cannot be taken back and is passed over, and so is what it, or a
  /// later change, has left nothing of.
  ///
  /// - Returns: the command taken back and the facts that changed; nil when there is none.
  @discardableResult
  public func undo() throws -> (command: HistoryEntry, facts: [Int64])? {
    try write { db in
      let sql = """
        SELECT * FROM command c WHERE undone_by IS NULL AND kind IN ('add', 'retract', 'restore') AND (
          EXISTS (SELECT 1 FROM fact WHERE command_id = c.id AND retracted_at IS NULL)
          OR EXISTS (
            SELECT 1 FROM retraction r JOIN fact f ON f.id = r.fact_id
            WHERE r.command_id = c.id AND (r.kind = 'retract') = (f.retracted_at IS NOT NULL)))
        ORDER BY id DESC LIMIT 1
        """
      guard let row = try Row.fetchOne(db, sql: sql) else { return nil }
      let target: Int64 = try row.decode(forColumn: "id")
      let time = try tick(db)
      let command = try Self.command(db, .undo, at: time)
      let newest = try Self.newestFact(db)
      let told = """
        SELECT id FROM fact WHERE command_id = ?1 AND retracted_at IS NULL
        UNION SELECT f.id FROM retraction r JOIN fact f ON f.id = r.fact_id
        WHERE r.command_id = ?1 AND r.kind = 'restore' AND f.retracted_at IS NULL
        """
      let withdrawn = """
        SELECT DISTINCT f.id FROM retraction r JOIN fact f ON f.id = r.fact_id
        WHERE r.command_id = ? AND r.kind = 'retract' AND f.retracted_at IS NOT NULL
        """
      let out = try Int64.fetchAll(db, sql: told, arguments: [target])
      let back = try Int64.fetchAll(db, sql: withdrawn, arguments: [target])
      for id in out { try Self.record(db, .retract, id, at: time, after: newest, command: command) }
      for id in back { try Self.record(db, .restore, id, at: time, after: newest, command: command) }
      try Self.count(db, out.count + back.count, in: command)
      try db.execute(sql: "UPDATE command SET undone_by = ? WHERE id = ?", arguments: [command, target])
      var entry = try Self.entry(db, row)
      entry.undoneBy = command
      return (entry, (out + back).sorted())
    }
  }

  /// What was changed, newest first.
  public func history(limit: Int? = nil) throws -> [HistoryEntry] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM command ORDER BY id DESC LIMIT ?", arguments: [limit ?? -1])
        .map { try Self.entry(db, $0) }
    }
  }

  /// The changes that told, withdrew or restored a fact, newest first.
  ///
  /// - Throws: ``StoreError/unknownFacts(_:)``.
  public func history(of fact: Int64, limit: Int? = nil) throws -> [HistoryEntry] {
    try read { db in
      try Self.requireFacts(db, [fact])
      let sql = """
        SELECT * FROM command WHERE id IN (
          SELECT command_id FROM fact WHERE id = ?1 UNION SELECT command_id FROM retraction WHERE fact_id = ?1)
        ORDER BY id DESC LIMIT ?2
        """
      return try Row.fetchAll(db, sql: sql, arguments: [fact, limit ?? -1]).map { try Self.entry(db, $0) }
    }
  }

  /// Throws if some id is no fact's.
  static func requireFacts(_ db: Database, _ ids: [Int64]) throws {
    let statement = try db.cachedStatement(sql: "SELECT 1 FROM fact WHERE id = ?")
    let unknown = try ids.filter { try Int.fetchOne(statement, arguments: [$0]) == nil }
    if !unknown.isEmpty { throw StoreError.unknownFacts(unknown) }
  }

  /// Writes down that a fact was withdrawn or came back.
  static func record(
    _ db: Database, _ kind: HistoryEntry.Kind, _ id: Int64, at time: Int64, after newest: Int64, command: Int64
  ) throws {
    let sql = "INSERT INTO retraction (fact_id, kind, at, after_fact, command_id) VALUES (?, ?, ?, ?, ?)"
    try db.cachedStatement(sql: sql).execute(arguments: [id, kind.rawValue, time, newest, command])
    try db.cachedStatement(sql: "UPDATE fact SET retracted_at = ? WHERE id = ?")
      .execute(arguments: [kind == .retract ? time : nil, id])
  }

  private func change(_ kind: HistoryEntry.Kind, _ ids: [Int64]) throws -> [Int64] {
    try write { db in
      try Self.requireFacts(db, ids)
      let wanted = kind == .retract ? "IS NULL" : "IS NOT NULL"
      let statement = try db.cachedStatement(sql: "SELECT 1 FROM fact WHERE id = ? AND retracted_at \(wanted)")
      var seen = Set<Int64>()
      let changing = try ids.filter { id in
        try seen.insert(id).inserted && Int.fetchOne(statement, arguments: [id]) != nil
      }
      if changing.isEmpty { return [] }
      let time = try tick(db)
      let command = try Self.command(db, kind, at: time)
      let newest = try Self.newestFact(db)
      for id in changing { try Self.record(db, kind, id, at: time, after: newest, command: command) }
      try Self.count(db, changing.count, in: command)
      return changing
    }
  }

  private static func entry(_ db: Database, _ row: Row) throws -> HistoryEntry {
    let id: Int64 = try row.decode(forColumn: "id")
    let time: Int64 = try row.decode(forColumn: "at")
    let kind: String = try row.decode(forColumn: "kind")
    let sql = """
      SELECT id FROM fact WHERE command_id = ?1 UNION SELECT fact_id FROM retraction WHERE command_id = ?1
      ORDER BY 1 LIMIT 20
      """
    return HistoryEntry(
      id: id, kind: HistoryEntry.Kind(rawValue: kind) ?? .add, at: Timestamp.date(time),
      factCount: try row.decode(forColumn: "fact_count"), facts: try Int64.fetchAll(db, sql: sql, arguments: [id]),
      undoneBy: try row.decode(forColumn: "undone_by"))
  }
}
