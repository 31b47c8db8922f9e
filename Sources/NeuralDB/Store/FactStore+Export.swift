import Foundation
import GRDB

extension FactStore {
  /// Writes facts as JSONL, one object a line with the keys of ``Fact`` in snake case, as `ingest` reads it back.
  ///
  /// - Parameters:
  ///   - includeRetracted: also those withdrawn by then, with `retracted_at`.
  ///   - write: gets about 64 KiB at a time.
  /// - Returns: the number of facts written.
  @discardableResult
  public func export(
    includeRetracted: Bool = false, asOf: AsOf = .now, to write: (Data) throws -> Void
  ) throws -> Int {
    try read { db in
      let withdrawn = asOf.withdrawn
      let visible = includeRetracted ? asOf.told : asOf.condition
      let rows = try Row.fetchCursor(
        db, sql: "SELECT \(Self.columns), \(withdrawn.sql) FROM fact f WHERE \(visible.sql) ORDER BY f.id",
        arguments: withdrawn.arguments + visible.arguments)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      var pending = Data()
      var count = 0
      while let row = try rows.next() {
        pending.append(try encoder.encode(ExportedFact(try Self.fact(row))))
        pending.append(0x0A)
        count += 1
        if pending.count >= 1 << 16 {
          try write(pending)
          pending.removeAll(keepingCapacity: true)
        }
      }
      if !pending.isEmpty { try write(pending) }
      return count
    }
  }

  /// Writes facts as JSONL to a file, which appears only when it is whole. A device or a pipe is written as it is.
  ///
  /// - Throws: ``StoreError/io(path:message:)``, also for the database's own file, which stays as it was.
  @discardableResult
  public func export(to path: String, includeRetracted: Bool = false, asOf: AsOf = .now) throws -> Int {
    // A link keeps pointing to what it points to, and may point to the database.
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let database = URL(fileURLWithPath: self.path).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: file)
    let codes = CodesFile(database: database)
    let own = ["", "-wal", "-shm"].map { database + $0 } + [codes.path, codes.partial]
    if own.contains(file) || OpenFile.isOpen(file) {
      throw StoreError.io(path: path, message: "is the database itself; export to another file")
    }
    switch attributes?[.type] as? FileAttributeType {
    case .typeDirectory?: throw StoreError.io(path: path, message: "is a folder; export to a file")
    case nil, .typeRegular?: return try replace(file, path, includeRetracted, asOf)
    default:
      guard let handle = FileHandle(forWritingAtPath: file) else {
        throw StoreError.io(path: path, message: "cannot be written")
      }
      defer { try? handle.close() }
      return try write(to: handle, path, includeRetracted, asOf)
    }
  }

  private func write(
    to handle: FileHandle, _ path: String, _ includeRetracted: Bool, _ asOf: AsOf
  ) throws -> Int {
    do {
      return try export(includeRetracted: includeRetracted, asOf: asOf) { try handle.write(contentsOf: $0) }
    } catch {
      if error is StoreError { throw error }
      throw StoreError.io(path: path, message: error.localizedDescription)
    }
  }

  private func replace(_ file: String, _ path: String, _ includeRetracted: Bool, _ asOf: AsOf) throws -> Int {
    let temporary = file + ".partial-\(ProcessInfo.processInfo.processIdentifier)"
    // The file that is replaced, else the database, says who may read the facts.
    var status = stat()
    let mode = stat(file, &status) == 0 ? status.st_mode & 0o777 : permissions
    guard
      FileManager.default.createFile(
        atPath: temporary, contents: nil, attributes: [.posixPermissions: NSNumber(value: mode)]),
      let handle = FileHandle(forWritingAtPath: temporary)
    else { throw StoreError.io(path: path, message: "cannot be written") }
    do {
      let count = try write(to: handle, path, includeRetracted, asOf)
      try handle.synchronize()
      try handle.close()
      guard rename(temporary, file) == 0 else {
        throw StoreError.io(path: path, message: String(cString: strerror(errno)))
      }
      return count
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      if error is StoreError { throw error }
      throw StoreError.io(path: path, message: error.localizedDescription)
    }
  }
}

/// A line of an export.
private struct ExportedFact: Encodable {
  var id: Int64
  var text: String
  var source: String?
  var line: Int?
  var addedAt: String
  var retractedAt: String?

  private enum CodingKeys: String, CodingKey {
    case id, text, source, line
    case addedAt = "added_at"
    case retractedAt = "retracted_at"
  }

  init(_ fact: Fact) {
    id = fact.id
    text = fact.text
    source = fact.source
    line = fact.line
    addedAt = ISO8601.string(fact.addedAt)
    retractedAt = fact.retractedAt.map(ISO8601.string)
  }
}
