import Foundation
import GRDB

extension FactStore {
  /// The file of codes beside the database; nil in memory.
  var codesFile: CodesFile? { path == ":memory:" ? nil : CodesFile(database: path) }

  /// What the file of codes holds, if it is of this database and nothing was erased since.
  func storedCodes() throws -> CodesFile.Content? {
    // Another process may put a new file in place between a look at the file and one at the database.
    for _ in 0..<2 {
      guard let content = codesFile?.read() else { return nil }
      if try read({ try Self.owns(content, $0) }) { return content }
    }
    return nil
  }

  /// Writes the file of codes. Where that fails, which costs no more than the next opening's time, there is none.
  func keepCodes(_ vectors: CompactVectors, _ mark: ChangeMark) {
    guard let file = codesFile, let draft = try? file.write(vectors, mark, permissions: permissions) else { return }
    let installed = try? write { db in
      // What was forgotten since must not come back.
      guard try Self.mark(db).erasures == mark.erasures else { return false }
      try Self.install(draft, as: file, db)
      return true
    }
    if installed != true { file.discard(draft) }
  }

  /// Writes the file of codes anew without facts that `db` has just erased, as long as nobody else can write.
  func eraseCodes(of facts: [Int64], _ db: Database) {
    guard let file = codesFile, var content = file.read(), let now = try? Self.mark(db) else { return }
    content.mark.erasures += 1
    guard (try? Self.owns(content, db)) == true, content.mark.erasures == now.erasures else { return }
    let kept = content.vectors.changed(without: facts) { _ in nil }
    // What cannot be written anew is taken away by `purge`.
    guard let draft = try? file.write(kept, content.mark, permissions: permissions) else { return }
    if (try? Self.install(draft, as: file, db)) == nil { file.discard(draft) }
  }

  /// Takes away a file of codes that is not of the database as it stands, so that no erased fact's code stays.
  ///
  /// - Throws: ``StoreError/io(path:message:)``.
  func removeStaleCodes() throws {
    guard let file = codesFile else { return }
    try write { db in
      if let content = file.read(), try Self.owns(content, db) { return }
      try file.remove()
    }
    try file.removePartial()
  }

  /// Facts in the file of codes, if it is this database's, whose codes are not those of their vectors.
  func wrongCodes(_ db: Database) throws -> Int {
    guard let content = codesFile?.read(), try Self.owns(content, db) else { return 0 }
    return try content.vectors.blocks.reduce(0) { wrong, block in
      try stride(from: 0, to: block.rows, by: 1_024).reduce(wrong) { wrong, start in
        let rows = start..<min(start + 1_024, block.rows)
        let vectors = try Self.vectors(db, rows.map(block.id))
        return wrong + rows.filter { block.differs($0, from: vectors[block.id($0)]) }.count
      }
    }
  }

  private static func owns(_ content: CodesFile.Content, _ db: Database) throws -> Bool {
    let now = try mark(db)
    // A mark beyond the database's own would hide what was told since.
    return try meta(db, "codes") == String(content.token) && now.erasures == content.mark.erasures
      && content.mark.newestFact <= now.newestFact && content.mark.newestRetraction <= now.newestRetraction
  }

  private static func install(_ draft: CodesFile.Draft, as file: CodesFile, _ db: Database) throws {
    try file.install(draft)
    try setMeta(db, "codes", String(draft.token))
  }

  /// Who may not read the database may not read its codes.
  var permissions: mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o666 : 0o600
  }
}
