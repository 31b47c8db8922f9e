import Foundation
import GRDB
import Testing

@testable import NeuralDB

/// What a store does with a file that is damaged, a pipe, or its own export.
@Suite struct DamageTests {
  private func filled(_ path: String) throws -> FactStore {
    let store = try FactStore(path: path, create: true)
    try store.insert([NewFact("Ann lives in Oslo.", source: "a.txt", line: 1)], vectors: [FakeEmbedding.vector("x")])
    return store
  }

  @Test(arguments: ["text = x'FF'", "added_at = 'soon'", "line = 'first'"])
  func aValueOfTheWrongTypeIsDamage(_ change: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.sqlite"
    try filled(path).close()
    let queue = try DatabaseQueue(path: path)
    try queue.write { db in
      for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
        try db.execute(sql: "DROP TRIGGER \(trigger)")
      }
      try db.execute(sql: "UPDATE fact SET \(change)")
    }
    try queue.close()
    let store = try FactStore(path: path, create: false)
    // SQLite reads some wrong values all the same; what counts is that none ends the program.
    do { _ = try store.facts() } catch let error as StoreError {
      #expect(error == .damaged(path: path, message: "a value of the wrong type"))
    }
    _ = try store.check()
  }

  @Test func aVectorThatIsNoNumbersIsSeen() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.sqlite"
    try filled(path).close()
    let queue = try DatabaseQueue(path: path)
    try queue.write {
      try $0.execute(sql: "UPDATE embedding SET vector = ?", arguments: [Data(repeating: 0xFF, count: 8 * 4)])
    }
    try queue.close()
    let store = try FactStore(path: path, create: false)
    #expect(try store.check().notFinite == 1)
    #expect(throws: StoreError.self) { try store.vectors() }
  }

  @Test(arguments: [
    ("dimension", "99999999999"), ("dimension", "-5"), ("dimension", "abc"), ("clock", "9223372036854775807"),
    ("erasures", "9223372036854775807"),
  ])
  func aSettingThatNobodyWroteIsDamage(_ key: String, _ value: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.sqlite"
    try filled(path).close()
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: "INSERT OR REPLACE INTO meta VALUES (?, ?)", arguments: [key, value]) }
    try queue.close()
    #expect(throws: StoreError.self) {
      let store = try FactStore(path: path, create: false)
      _ = try store.vectors()
      try store.insert([NewFact("Bo is 5.")], vectors: [FakeEmbedding.vector("y")])
      _ = try store.forget([1])
    }
  }

  @Test func aChangeOfTheWrongTypeIsDamage() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.sqlite"
    try filled(path).close()
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: "UPDATE command SET fact_count = 'some'") }
    try queue.close()
    let store = try FactStore(path: path, create: false)
    #expect(throws: StoreError.damaged(path: path, message: "a value of the wrong type")) { try store.history() }
  }

  @Test func anExportOntoTheDatabaseIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.sqlite"
    let store = try filled(path)
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: path)
    try FileManager.default.linkItem(atPath: path, toPath: folder.path + "/hard")
    for target in [
      path, folder.path + "/../" + (folder.path as NSString).lastPathComponent + "/a.sqlite", path + "-wal",
      path + "-codes", folder.path + "/link", folder.path + "/hard",
    ] {
      #expect(throws: StoreError.io(path: target, message: "is the database itself; export to another file")) {
        try store.export(to: target)
      }
    }
    try store.close()
    #expect(try FactStore(path: path, create: false).count() == 1)
  }

  @Test func anExportToAPipeGoesThrough() throws {
    let folder = try TemporaryFolder()
    let store = try filled(folder.path + "/a.sqlite")
    let path = folder.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    // Open for both, so that neither end waits for the other.
    let reader = try #require(FileHandle(forUpdatingAtPath: path))
    #expect(try store.export(to: path) == 1)
    let type = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    #expect(type != .typeRegular)
    #expect(String(decoding: reader.availableData, as: UTF8.self).contains("Ann lives in Oslo."))
  }

  @Test func aPipeIsNoDatabase() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    #expect(throws: StoreError.notADatabase(path)) { try FactStore(path: path, create: true) }
  }

  @Test func anUnknownFolderIsNamed() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/none/a.sqlite"
    #expect(throws: StoreError.io(path: path, message: "there is no folder \(folder.path)/none")) {
      try FactStore(path: path, create: true)
    }
  }

  @Test func aForgottenFactWhoseBytesStayIsToldApart() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.sqlite"
    let store = try filled(path)
    let reader = try DatabaseQueue(path: path)
    try reader.inDatabase { db in
      try db.execute(sql: "BEGIN; SELECT 1")
      _ = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM fact")
      #expect(throws: StoreError.notPurged(path: path, .busy(path))) { try store.forget([1]) }
      try db.execute(sql: "ROLLBACK")
    }
    #expect(try store.count() == 0)
  }

  @Test(arguments: ["2026-02-30", "2026-11-23T25:00", "2026-11-23T23:61", "2026-13-01", "9999-12-31T23:59:59-14:00"])
  func noSuchTime(_ text: String) {
    #expect(ISO8601.date(text) == nil)
  }

  @Test(arguments: ["2024-02-29", "2026-11-23T23:59:59.5+02:00", "0001-01-01"])
  func aTime(_ text: String) {
    #expect(ISO8601.date(text) != nil)
  }
}
