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
  /// - Throws: ``IngestIssue`` for a file whose first chunk is not text, or that cannot be read.
  func forEach(source: String, _ body: (Data) throws -> Void) throws {
    var isFirst = true
    while true {
      // Foundation's autoreleased chunks do not pile up on Linux, so there is no pool here.
      let chunk: Data?
      do { chunk = try next() } catch {
        throw IngestIssue(source: source, line: nil, message: "cannot be read: \(Self.reason(error))")
      }
      guard var chunk, !chunk.isEmpty else { return }
      if isFirst {
        if chunk.starts(with: [0xEF, 0xBB, 0xBF]) { chunk = chunk.dropFirst(3) }
        if Self.isBinary(chunk) { throw Self.binary(source) }
        isFirst = false
      }
      try body(chunk)
    }
  }

  /// A stray NUL makes no binary file: its line alone is left out. Many of them do, or one beside broken UTF-8.
  private static func isBinary(_ chunk: Data) -> Bool {
    if signatures.contains(where: { chunk.starts(with: $0) }) { return true }
    let zeros = chunk.count(where: { $0 == 0 })
    if zeros == 0 { return false }
    // The chunk may end within a character.
    let isText = (0...3).contains { String(validating: chunk.dropLast($0), as: UTF8.self) != nil }
    return zeros * 10 > chunk.count || !isText
  }

  /// What the system said, where Foundation knows no words for it.
  private static func reason(_ error: any Error) -> String {
    let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    return (cause ?? error as NSError).localizedDescription
  }

  private static func binary(_ source: String) -> IngestIssue {
    IngestIssue(source: source, line: nil, message: "not text in UTF-8 but binary; the rest is left out")
  }

  /// UTF-16 byte order marks, PDF, gzip, zip: files that might show a NUL late or never.
  private static let signatures: [[UInt8]] = [
    [0xFF, 0xFE], [0xFE, 0xFF], Array("%PDF-".utf8), [0x1F, 0x8B], [0x50, 0x4B, 0x03, 0x04],
  ]
}
