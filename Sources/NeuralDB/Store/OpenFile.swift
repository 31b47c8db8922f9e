import Foundation
import Synchronization

/// A database file that this process has open, for as long as this object lives.
///
/// SQLite locks files the POSIX way, by which a process that closes any descriptor of a file loses all its locks on it
/// (https://sqlite.org/howtocorrupt.html, 2.2). Another process then takes the log for abandoned and deletes it, and what
/// was told since is gone. So a file that is in here is opened and closed by SQLite alone.
final class OpenFile: Sendable {
  private struct Identity: Hashable, Sendable {
    var device: UInt64
    var inode: UInt64

    /// nil when nothing is there.
    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      device = UInt64(status.st_dev)
      inode = UInt64(status.st_ino)
    }
  }

  private static let paths = Mutex<[ObjectIdentifier: String]>([:])

  /// Opens what `open` opens at `path`, after `inspect`, which may open and close the file, unless it is open already.
  /// One file at a time is opened in a process.
  static func opening<Result: Sendable>(
    _ path: String, inspect: () throws -> Void, open: () throws -> Result
  ) throws -> (result: Result, file: OpenFile) {
    try paths.withLock { paths in
      if !isOpen(path, paths) { try inspect() }
      let result = try open()
      let file = OpenFile()
      paths[ObjectIdentifier(file)] = path
      return (result, file)
    }
  }

  /// Whether a file is a database that this process has open, or belongs to one, under whatever name.
  static func isOpen(_ path: String) -> Bool { paths.withLock { isOpen(path, $0) } }

  private static func isOpen(_ path: String, _ paths: [ObjectIdentifier: String]) -> Bool {
    guard let identity = Identity(path) else { return false }
    return paths.values.contains { open in ["", "-wal", "-shm"].contains { Identity(open + $0) == identity } }
  }

  /// Says that the file is closed.
  func close() { _ = Self.paths.withLock { $0.removeValue(forKey: ObjectIdentifier(self)) } }

  deinit { close() }
}
