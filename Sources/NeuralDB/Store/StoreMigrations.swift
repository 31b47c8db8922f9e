import Foundation
import GRDB

/// The numbered steps that made the file format. Append to them; never edit one that was released.
enum StoreMigrations {
  /// "NrDB" in the file's header, so that another program's SQLite file is not taken for ours.
  static let applicationID: Int32 = 0x4E72_4442

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 facts, embeddings, commands, full text") { try $0.execute(sql: version1) }
    migrator.registerMigration("2 when facts were stored, when they hold") { try version2($0) }
    return migrator
  }

  /// `stored_at` is what a question about the past looks at, since `added_at` may be any time a source gives. The time of
  /// a command was that of its first batch; a later batch is known by an `added_at` that the clock had reached.
  ///
  /// `valid_from` and `valid_until` are whole days since 1970 (see ``ValidTime``).
  private static func version2(_ db: Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE fact ADD COLUMN stored_at INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE fact ADD COLUMN valid_kind TEXT CHECK (valid_kind IN ('state', 'event'));
        ALTER TABLE fact ADD COLUMN valid_from INTEGER;
        ALTER TABLE fact ADD COLUMN valid_until INTEGER;
        UPDATE fact SET stored_at = (
          SELECT CASE
            WHEN fact.added_at BETWEEN c.at AND (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'clock')
            THEN fact.added_at ELSE c.at END
          FROM command c WHERE c.id = fact.command_id);
        UPDATE meta SET value = '2' WHERE key = 'format';
        """)
    var times: [(id: Int64, time: ValidTime)] = []
    let rows = try Row.fetchCursor(db, sql: "SELECT id, text, added_at FROM fact")
    while let row = try rows.next() {
      let (text, added) = (try row.decode(String.self, atIndex: 1), try row.decode(Int64.self, atIndex: 2))
      guard let time = ValidTimeReader.validTime(of: text, addedAt: Timestamp.date(added)) else { continue }
      times.append((try row.decode(atIndex: 0), time))
    }
    let update = try db.cachedStatement(
      sql: "UPDATE fact SET valid_kind = ?, valid_from = ?, valid_until = ? WHERE id = ?")
    for (id, time) in times { try update.execute(arguments: [time.kind.rawValue, time.from, time.until, id]) }
  }

  /// Times are whole milliseconds since 1970 (see ``Timestamp``). A vector is fp32, little endian.
  private static let version1 = """
    PRAGMA application_id = \(applicationID);

    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    INSERT INTO meta VALUES ('format', '1'), ('clock', '0');

    -- One row for each distinct sentence: equal sentences share it.
    CREATE TABLE embedding (
      id INTEGER PRIMARY KEY,
      content_hash BLOB NOT NULL UNIQUE,
      vector BLOB NOT NULL
    );

    -- One row for each change a user asked for; undo walks it backwards.
    CREATE TABLE command (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL CHECK (kind IN ('add', 'retract', 'restore', 'undo', 'forget')),
      at INTEGER NOT NULL,
      token TEXT,
      fact_count INTEGER NOT NULL DEFAULT 0,
      undone_by INTEGER REFERENCES command(id)
    );

    CREATE INDEX command_token ON command(token) WHERE token IS NOT NULL;

    CREATE TABLE fact (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      text TEXT NOT NULL,
      added_at INTEGER NOT NULL,
      source TEXT,
      line INTEGER,
      embedding_id INTEGER NOT NULL REFERENCES embedding(id),
      command_id INTEGER NOT NULL REFERENCES command(id),
      retracted_at INTEGER
    );
    CREATE INDEX fact_origin ON fact(source, line, embedding_id) WHERE source IS NOT NULL;
    CREATE INDEX fact_embedding ON fact(embedding_id);
    CREATE INDEX fact_command ON fact(command_id);

    -- Every withdrawal and return, so that the past can be asked. after_fact is the newest fact of that time.
    CREATE TABLE retraction (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      fact_id INTEGER NOT NULL REFERENCES fact(id) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('retract', 'restore')),
      at INTEGER NOT NULL,
      after_fact INTEGER NOT NULL,
      command_id INTEGER NOT NULL REFERENCES command(id)
    );
    CREATE INDEX retraction_fact ON retraction(fact_id);
    CREATE INDEX retraction_command ON retraction(command_id);

    CREATE VIRTUAL TABLE fact_fts USING fts5(
      text, content='fact', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
    );
    CREATE TRIGGER fact_fts_insert AFTER INSERT ON fact BEGIN
      INSERT INTO fact_fts(rowid, text) VALUES (new.id, new.text);
    END;
    CREATE TRIGGER fact_fts_delete AFTER DELETE ON fact BEGIN
      INSERT INTO fact_fts(fact_fts, rowid, text) VALUES ('delete', old.id, old.text);
    END;
    CREATE TRIGGER fact_text_is_final BEFORE UPDATE OF text ON fact BEGIN
      SELECT RAISE(ABORT, 'facts are never edited');
    END;
    """
}
