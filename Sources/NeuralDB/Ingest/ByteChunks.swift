import Foundation

/// A file read 64 KiB at a time.
struct ByteChunks {
  static let size = 64 * 1024

  private let next: () throws -> Data?

  init(_ file: FileHandle) {
    next = { try file.read(upToCount: Self.size) }
  }

  init(_ data: Data) {
    var rest = data[...]
    next = {
      let chunk = rest.prefix(Self.size)
      rest = rest.dropFirst(Self.size)
      return chunk
    }
  }

  /// Calls `body` with each chunk, the first without its byte order mark.
  ///
  /// - Throws: ``IngestIssue`` for a file that is not text, ahead of the chunk that shows it, or that cannot be read.
  func forEach(source: String, _ body: (Data) throws -> Void) throws {
    var isFirst = true
    while true {
      // Foundation's autoreleased chunks do not pile up on Linux, so there is no pool here.
      let chunk: Data?
      do { chunk = try next() } catch {
        throw IngestIssue(source: source, line: nil, message: "cannot be read: \(error.localizedDescription)")
      }
      guard var chunk, !chunk.isEmpty else { return }
      if isFirst {
        if chunk.starts(with: [0xEF, 0xBB, 0xBF]) { chunk = chunk.dropFirst(3) }
        if Self.signatures.contains(where: { chunk.starts(with: $0) }) { throw Self.binary(source) }
        isFirst = false
      }
      if chunk.contains(0) { throw Self.binary(source) }
      try body(chunk)
    }
  }

  private static func binary(_ source: String) -> IngestIssue {
    IngestIssue(source: source, line: nil, message: "not text in UTF-8 but binary; the rest is left out")
  }

  /// UTF-16 byte order marks, PDF, gzip, zip: files that might show a NUL late or never.
  private static let signatures: [[UInt8]] = [
    [0xFF, 0xFE], [0xFE, 0xFF], Array("%PDF-".utf8), [0x1F, 0x8B], [0x50, 0x4B, 0x03, 0x04],
  ]
}
