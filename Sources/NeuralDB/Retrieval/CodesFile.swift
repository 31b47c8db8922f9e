import Foundation

/// The vectors of a large database in 8 bits, in a file beside it, which is mapped: opening reads no vector.
///
/// A cache, which may be deleted at any time. It is written beside its place, made durable, and only then renamed, so that
/// it is never seen half written and never changes; the database notes the token of the file that is its own. Native byte
/// order: words of 8 bytes (magic, token, change mark, dimension, number of blocks, rows of each block), then the blocks.
struct CodesFile: Sendable {
  /// A file's content.
  struct Content {
    var vectors: CompactVectors
    /// The state of the database that the vectors are of.
    var mark: ChangeMark
    /// Chosen by chance when the file is written.
    var token: UInt64
  }

  /// A file that is whole but not in its place yet.
  struct Draft {
    fileprivate var inode: UInt64
    var token: UInt64
  }

  let path: String
  /// One name for all: what a process that was killed leaves is overwritten by the next, and erased by `forget`.
  var partial: String { path + ".partial" }

  init(database: String) { path = URL(fileURLWithPath: database).resolvingSymlinksInPath().path + "-codes" }

  private static let magic: UInt64 = 0x3153_4544_4F43_4244  // "DBCODES1"
  private static let fixedWords = 7

  /// What the file holds; nil where there is none, or none that is whole.
  func read() -> Content? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, let memory = CodeMemory(mapping: file, count: Int(status.st_size)) else {
      return nil
    }
    let words = memory.bytes.count / 8
    func word(_ index: Int) -> UInt64 { memory.bytes.load(fromByteOffset: 8 * index, as: UInt64.self) }
    guard words >= Self.fixedWords, word(0) == Self.magic, let dimension = Int(exactly: word(5)), dimension < 1 << 16,
      let count = Int(exactly: word(6)), count < words - Self.fixedWords
    else { return nil }
    var blocks: [CompactBlock] = []
    var offset = Self.headerBytes(blocks: count)
    for index in 0..<count {
      let rows = Int(truncatingIfNeeded: word(Self.fixedWords + index))
      guard (1...CompactVectors.blockRows).contains(rows) else { return nil }
      let end = offset + CompactBlock.byteCount(rows: rows, dimension: dimension)
      guard end <= memory.bytes.count else { return nil }
      blocks.append(CompactBlock(rows: rows, dimension: dimension, memory: memory, offset: offset))
      offset = end
    }
    guard offset == memory.bytes.count else { return nil }
    let (fact, retraction, erasures) = (word(2), word(3), word(4))
    return Content(
      vectors: CompactVectors(dimension: dimension, blocks: blocks),
      mark: ChangeMark(
        newestFact: Int64(bitPattern: fact), newestRetraction: Int64(bitPattern: retraction),
        erasures: Int64(bitPattern: erasures)),
      token: word(1))
  }

  /// Writes a file that is to take this one's place, with the database's permissions.
  func write(_ vectors: CompactVectors, _ mark: ChangeMark, permissions: mode_t) throws -> Draft {
    let token = UInt64.random(in: 1 ... .max)
    unlink(partial)
    let file = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions)
    guard file >= 0 else { throw Self.failure }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    do {
      let marks = [mark.newestFact, mark.newestRetraction, mark.erasures].map { UInt64(bitPattern: $0) }
      let words = [Self.magic, token] + marks + [UInt64(vectors.dimension), UInt64(vectors.blocks.count)]
      var header = (words + vectors.blocks.map { UInt64($0.rows) }).withUnsafeBytes { Data($0) }
      header.append(Data(count: Self.headerBytes(blocks: vectors.blocks.count) - header.count))
      try handle.write(contentsOf: header)
      for block in vectors.blocks {
        guard let base = block.bytes.baseAddress else { continue }
        try handle.write(
          contentsOf: Data(
            bytesNoCopy: UnsafeMutableRawPointer(mutating: base), count: block.bytes.count, deallocator: .none))
        block.letGo()
      }
      try handle.synchronize()
      return Draft(inode: try Self.inode(of: file), token: token)
    } catch {
      unlink(partial)
      throw error
    }
  }

  /// Puts a draft in this file's place, unless another process has begun a draft since.
  func install(_ draft: Draft) throws {
    var status = stat()
    guard stat(partial, &status) == 0, status.st_ino == draft.inode, rename(partial, path) == 0 else {
      throw Self.failure
    }
  }

  /// Takes away a draft that will not be installed.
  func discard(_ draft: Draft) {
    var status = stat()
    if stat(partial, &status) == 0, status.st_ino == draft.inode { unlink(partial) }
  }

  /// Takes away a draft that another process is writing, or was killed over.
  func removePartial() throws { try Self.remove(partial) }

  func remove() throws { try Self.remove(path) }

  private static func remove(_ path: String) throws {
    if unlink(path) != 0, errno != ENOENT { throw StoreError.io(path: path, message: String(cString: strerror(errno))) }
  }

  private static func headerBytes(blocks: Int) -> Int { (8 * (fixedWords + blocks) + 63) / 64 * 64 }

  private static func inode(of file: Int32) throws -> UInt64 {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw failure }
    return UInt64(status.st_ino)
  }

  private static var failure: any Error { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
