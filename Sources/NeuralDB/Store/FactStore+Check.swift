import Foundation
import GRDB

extension FactStore {
  /// Reads the whole file and compares facts, vectors and full-text index with one another.
  ///
  /// - Throws: ``StoreError`` only when the file cannot be read at all; damage is in the report.
  public func check() throws -> CheckReport {
    // The full-text index checks itself through an INSERT, which a reader may not do.
    try write { db in
      var report = CheckReport()
      report.problems = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
      let broken = try db.foreignKeyViolations().collect()
      if !broken.isEmpty { report.problems.append("\(broken.count) broken references between tables") }
      do {
        try db.execute(sql: "INSERT INTO fact_fts(fact_fts, rank) VALUES ('integrity-check', 1)")
      } catch let error as DatabaseError {
        report.problems.append("full-text index: \(error.message ?? "damaged")")
      }
      report.facts = try Self.number(db, "SELECT COUNT(*) FROM fact")
      report.retracted = try Self.number(db, "SELECT COUNT(*) FROM fact WHERE retracted_at IS NOT NULL")
      report.embeddings = try Self.number(db, "SELECT COUNT(*) FROM embedding")
      report.orphanEmbeddings = try Self.number(
        db, "SELECT COUNT(*) FROM embedding e WHERE NOT EXISTS (SELECT 1 FROM fact WHERE embedding_id = e.id)")
      let bytes = (try Self.dimension(db) ?? 0) * MemoryLayout<Float>.size
      report.wrongLengths = try Self.number(db, "SELECT COUNT(*) FROM embedding WHERE length(vector) <> \(bytes)")
      report.brokenEmbeddings = try Self.brokenEmbeddings(db)
      report.notFinite = try Self.notFinite(db)
      if let file = codesFile, report.wrongLengths == 0, report.notFinite == 0, try wrongCodes(db) > 0 {
        report.staleCodes = file.path
      }
      return report
    }
  }

  private static func number(_ db: Database, _ sql: String) throws -> Int {
    try Int.fetchOne(db, sql: sql) ?? 0
  }

  /// Embeddings with a number that is none.
  private static func notFinite(_ db: Database) throws -> Int {
    let rows = try Row.fetchCursor(db, sql: "SELECT vector FROM embedding")
    var count = 0
    while let row = try rows.next() {
      let isFinite = try row.withUnsafeData(atIndex: 0) { data in
        var values = [Float](repeating: 0, count: (data?.count ?? 0) / MemoryLayout<Float>.size)
        return values.withUnsafeMutableBufferPointer { target in
          if let data { VectorCoding.copy(data.prefix(target.count * MemoryLayout<Float>.size), to: target) }
          return VectorCoding.isFinite(target)
        }
      }
      if !isFinite { count += 1 }
    }
    return count
  }

  private static func brokenEmbeddings(_ db: Database) throws -> Int {
    let rows = try Row.fetchCursor(
      db, sql: "SELECT f.text, e.content_hash FROM fact f LEFT JOIN embedding e ON e.id = f.embedding_id")
    var broken = 0
    while let row = try rows.next() {
      let text = try? row.decode(String.self, atIndex: 0)
      let hash = try? row.decode(Data.self, atIndex: 1)
      if text == nil || hash != text.map({ ContentHash($0).bytes }) { broken += 1 }
    }
    return broken
  }
}
