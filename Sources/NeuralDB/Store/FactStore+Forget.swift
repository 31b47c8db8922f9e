import Foundation
import GRDB

extension FactStore {
  /// Erases facts for good: text, history, full-text index, and the vector if no other fact shares it. The file is
  /// written anew, and that of codes, so that their bytes are gone from them; that takes as long as copying them, and as
  /// much free disk.
  ///
  /// - Throws: ``StoreError/unknownFacts(_:)``, and nothing is erased; ``StoreError/notPurged(path:_:)`` when
  ///   another process reads the file or the disk is full: the facts are gone then, but their bytes only after the next
  ///   ``forget(_:)`` or ``purge()``.
  public func forget(_ ids: [Int64]) throws {
    let distinct = Array(Set(ids)).sorted()
    if distinct.isEmpty { return }
    try write { db in
      try Self.requireFacts(db, distinct)
      let command = try Self.command(db, .forget, at: try tick(db))
      let embedding = try db.cachedStatement(sql: "SELECT embedding_id FROM fact WHERE id = ?")
      let delete = try db.cachedStatement(sql: "DELETE FROM fact WHERE id = ?")
      let drop = try db.cachedStatement(
        sql: "DELETE FROM embedding WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM fact WHERE embedding_id = ?1)")
      for id in distinct {
        let shared = try Int64.fetchOne(embedding, arguments: [id])
        try delete.execute(arguments: [id])
        try drop.execute(arguments: [shared])
      }
      // FTS5 keeps the words of a deleted row until its segments merge.
      try db.execute(sql: "INSERT INTO fact_fts(fact_fts) VALUES ('rebuild')")
      try Self.count(db, distinct.count, in: command)
      try Self.bumpErasures(db)
      eraseCodes(of: distinct, db)
    }
    do { try purge() } catch let error as StoreError { throw StoreError.notPurged(path: path, error) }
  }

  /// Writes the file anew, without the free pages that still hold what was erased, empties its log, and takes away a
  /// file of codes that is out of date.
  public func purge() throws {
    try StoreError.mapping(path) {
      try writer.barrierWriteWithoutTransaction { db in
        try db.execute(sql: "VACUUM")
        if path != ":memory:" { try db.checkpoint(.truncate) }
      }
    }
    try removeStaleCodes()
  }
}
