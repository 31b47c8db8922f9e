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
      if let file = codesFile, report.wrongLengths == 0, try wrongCodes(db) > 0 {
        report.problems.append("\(file.path) is not of these vectors: delete it, and it will be made anew")
      }
      return report
    }
  }

  private static func number(_ db: Database, _ sql: String) throws -> Int {
    try Int.fetchOne(db, sql: sql) ?? 0
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
