import Foundation
import GRDB
import Testing

@testable import NeuralDB

/// Databases that earlier versions made.
@Suite struct MigrationTests {
  @Test("A database of format 1 opens, with its past and its valid times")
  func formatOne() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/old.sqlite"
    try makeFormatOne(path)
    let store = try FactStore(path: path, create: false)
    #expect(try store.formatVersion == 2)
    #expect(try store.texts == ["Ann has lived in Oslo since 2019.", "Bob is 40.", "Cid is 5.", "Dee left yesterday."])
    // A diary's date is not when it was stored; a later batch of one command is known by its own time.
    #expect(try store.visibleIDs(asOf: .moment(Timestamp.date(1_500))) == [1, 2])
    #expect(try store.visibleIDs(asOf: .moment(Timestamp.date(3_000))) == [1, 2, 3])
    #expect(try store.visibleIDs(asOf: .moment(Timestamp.date(5_000))) == [1, 2, 3, 4])
    let times = try store.validTimes(of: [1, 2, 3, 4])
    #expect(times.keys.sorted() == [1, 4])
    #expect(times[1] == ValidTime(.state, from: CalendarDate.dayNumber(year: 2019, month: 1, day: 1)))
    #expect(times[4] == ValidTime(.event, from: -1, until: -1))
    #expect(try store.tell("Eve is 6.") == [5])
    #expect(try store.check().isSound)
  }

  private func makeFormatOne(_ path: String) throws {
    let pool = try DatabasePool(path: path)
    try StoreMigrations.migrator.migrate(pool, upTo: "1 facts, embeddings, commands, full text")
    try pool.write { db in
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO meta VALUES ('clock', '5000'), ('dimension', '8');
          INSERT INTO command (kind, at, token, fact_count) VALUES ('add', 1000, 'a', 3), ('add', 5000, NULL, 1);
          """)
      let rows: [(text: String, added: Int64, command: Int64)] = [
        ("Ann has lived in Oslo since 2019.", 1000, 1), ("Bob is 40.", -5_000_000, 1), ("Cid is 5.", 2500, 1),
        ("Dee left yesterday.", 5000, 2),
      ]
      for row in rows {
        try db.execute(
          sql: "INSERT INTO embedding (content_hash, vector) VALUES (?, ?)",
          arguments: [ContentHash(row.text).bytes, VectorCoding.data(FakeEmbedding.vector(row.text))])
        try db.execute(
          sql: "INSERT INTO fact (text, added_at, embedding_id, command_id) VALUES (?, ?, ?, ?)",
          arguments: [row.text, row.added, db.lastInsertedRowID, row.command])
      }
    }
    try pool.close()
  }
}
