import Foundation
import GRDB

/// The facts, their vectors and their history, in one SQLite file.
///
/// Facts are never edited: a change is a new fact or a withdrawal, and ``AsOf`` asks for any earlier state. Only
/// ``forget(_:)`` erases. Several processes may share a file: readers never wait, a second writer waits five seconds.
public final class FactStore: Sendable {
  /// The database file; ":memory:" for none.
  public let path: String
  let writer: any DatabaseWriter
  private let file: OpenFile?
  let now: @Sendable () -> Date

  /// Opens the database at `path`.
  ///
  /// - Parameters:
  ///   - create: make the file when there is none.
  ///   - now: the clock; tests bring their own.
  /// - Throws: ``StoreError``.
  public init(path: String, create: Bool, now: @escaping @Sendable () -> Date = { Date() }) throws {
    if path == ":memory:" { throw StoreError.io(path: path, message: "is no file; use FactStore.inMemory()") }
    self.path = path
    self.now = now
    let opened = try OpenFile.opening(
      path, inspect: { try Self.inspect(path, create: create) }, open: { try Self.pool(path) })
    writer = opened.result
    file = opened.file
    try migrate()
  }

  /// A database in memory, gone with this object.
  public init(inMemory now: @escaping @Sendable () -> Date) throws {
    path = ":memory:"
    file = nil
    self.now = now
    writer = try StoreError.mapping(path) { try DatabaseQueue(configuration: Self.configuration()) }
    try migrate()
  }

  /// A database in memory, gone with this object, with the system's clock.
  public static func inMemory() throws -> FactStore {
    try FactStore(inMemory: { Date() })
  }

  /// Closes the file; a later call throws. Without it the file is closed when the last user lets go.
  public func close() throws {
    try StoreError.mapping(path) {
      // GRDB closes its readers last, and these may not empty the log. If another process reads, the log stays.
      if path != ":memory:" { _ = try? writer.writeWithoutTransaction { try $0.checkpoint(.truncate) } }
      try writer.close()
      file?.close()
    }
  }

  func read<T>(_ body: (Database) throws -> T) throws -> T {
    try StoreError.mapping(path) { try writer.read(body) }
  }

  func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
    try await StoreError.mapping(path) { [writer] in try await writer.read(body) }
  }

  func write<T>(_ body: (Database) throws -> T) throws -> T {
    try StoreError.mapping(path) { try writer.write(body) }
  }
}

extension FactStore {
  private static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.label = "NeuralDB"
    configuration.busyMode = .timeout(5)
    return configuration
  }

  private static func pool(_ path: String) throws -> DatabasePool {
    // SQLite would take "file:a.db" for a URI.
    let file = path.hasPrefix("/") ? path : "./" + path
    return try StoreError.mapping(path) {
      try refuseForeignTables(file, named: path)
      let pool = try DatabasePool(path: file, configuration: configuration())
      // WAL mode resets this to NORMAL, with which a power cut can lose the last facts told.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      return pool
    }
  }

  /// Says what is wrong with the file in words that SQLite would not find, and before it changes anything.
  private static func inspect(_ path: String, create: Bool) throws {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      guard create else { throw StoreError.noSuchDatabase(path) }
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      if FileManager.default.fileExists(atPath: folder) { return }
      throw StoreError.io(path: path, message: "there is no folder \(folder)")
    }
    // Opening a pipe would wait for its other end.
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let type = try? FileManager.default.attributesOfItem(atPath: target)[.type] as? FileAttributeType
    guard !isDirectory.boolValue, type == .typeRegular else { throw StoreError.notADatabase(path) }
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw StoreError.io(path: path, message: "cannot be read")
    }
    defer { try? file.close() }
    let header: Data
    do { header = try file.read(upToCount: 100) ?? Data() } catch {
      throw StoreError.io(path: path, message: error.localizedDescription)
    }
    if header.isEmpty {
      if create { return }
      throw StoreError.notADatabase(path)
    }
    guard header.starts(with: Data("SQLite format 3\0".utf8)) else { throw StoreError.notADatabase(path) }
    if header.count < 100 { throw StoreError.damaged(path: path, message: "the file is cut short") }
    // SQLite would take a version it does not know for a file that may not be written.
    if header[18] > 2 || header[19] > 2 { throw StoreError.damaged(path: path, message: "its header makes no sense") }
  }

  /// Another program's SQLite file must not be given our tables.
  ///
  /// - Throws: ``StoreError/notADatabase(_:)``.
  private static func refuseForeignTables(_ path: String, named name: String) throws {
    let queue = try DatabaseQueue(path: path, configuration: configuration())
    let ours = try queue.read { db in
      let id = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
      let tables = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
      // A crash between creating the file and its first migration leaves GRDB's own table, or none.
      let bookkeeping = try db.tableExists("grdb_migrations") ? 2 : 0
      return id == StoreMigrations.applicationID || (id == 0 && tables <= bookkeeping)
    }
    try queue.close()
    guard ours else { throw StoreError.notADatabase(name) }
  }

  private func migrate() throws {
    try StoreError.mapping(path) {
      let migrator = StoreMigrations.migrator
      let (superseded, completed) = try writer.read { db in
        (try migrator.hasBeenSuperseded(db), try migrator.hasCompletedMigrations(db))
      }
      if superseded { throw StoreError.newerFormat(path) }
      if !completed { try migrator.migrate(writer) }
    }
  }
}
