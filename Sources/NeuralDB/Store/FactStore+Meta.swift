import Foundation
import GRDB

extension FactStore {
  /// Names the model whose vectors these are; nil before the first. Comparing it is the caller's part.
  public var modelFingerprint: String? {
    get throws { try read { try Self.meta($0, "model") } }
  }

  /// Records the model whose vectors these are, unless one is recorded.
  ///
  /// - Returns: the model whose vectors these are.
  /// - Throws: what the store throws.
  @discardableResult
  public func claimModel(_ fingerprint: String) throws -> String {
    if let known = try modelFingerprint { return known }
    return try write { db in
      if let known = try Self.meta(db, "model") { return known }
      try Self.setMeta(db, "model", fingerprint)
      return fingerprint
    }
  }

  /// Numbers in a vector; nil before the first.
  public var dimension: Int? {
    get throws { try read(Self.dimension) }
  }

  /// The version of the file format.
  public var formatVersion: Int {
    get throws { try read { try Self.meta($0, "format").flatMap { Int($0) } ?? 0 } }
  }

  static func dimension(_ db: Database) throws -> Int? {
    try number(db, "dimension", 1...65_536).map(Int.init)
  }

  static func meta(_ db: Database, _ key: String) throws -> String? {
    try String.fetchOne(db.cachedStatement(sql: "SELECT value FROM meta WHERE key = ?"), arguments: [key])
  }

  /// A number of the table of settings; nil where it is not there.
  ///
  /// - Throws: `StoreError.damaged` for one that this program did not write.
  static func number(_ db: Database, _ key: String, _ range: ClosedRange<Int64>) throws -> Int64? {
    guard let text = try meta(db, key) else { return nil }
    guard let number = Int64(text), range.contains(number) else {
      throw StoreError.damaged(path: db.description, message: "its \(key) is \(text)")
    }
    return number
  }

  /// What counts up from 0 stays far below what a word holds.
  static let counts: ClosedRange<Int64> = 0...(1 << 53)

  static func setMeta(_ db: Database, _ key: String, _ value: String) throws {
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO meta VALUES (?, ?)").execute(arguments: [key, value])
  }

  /// The time of the change being made: after that of any earlier one, though the system's clock may step back.
  func tick(_ db: Database) throws -> Int64 {
    let last = try Self.number(db, "clock", Self.counts) ?? 0
    let time = max(last + 1, Timestamp.milliseconds(now()))
    try Self.setMeta(db, "clock", String(time))
    return time
  }

  /// The change with this token, or a new one.
  static func command(_ db: Database, _ kind: HistoryEntry.Kind, at: Int64, token: String? = nil) throws -> Int64 {
    if let token {
      let sql = "SELECT id FROM command WHERE token = ? AND undone_by IS NULL"
      if let id = try Int64.fetchOne(db, sql: sql, arguments: [token]) { return id }
    }
    try db.execute(
      sql: "INSERT INTO command (kind, at, token) VALUES (?, ?, ?)", arguments: [kind.rawValue, at, token])
    return db.lastInsertedRowID
  }

  static func count(_ db: Database, _ facts: Int, in command: Int64) throws {
    try db.execute(
      sql: "UPDATE command SET fact_count = fact_count + ? WHERE id = ?", arguments: [facts, command])
  }

  static func newestFact(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'fact'") ?? 0
  }
}
