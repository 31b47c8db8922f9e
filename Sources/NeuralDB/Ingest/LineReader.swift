import Foundation

/// Splits bytes into lines of valid UTF-8 in bounded memory.
struct LineReader {
  /// A longer line is reported and left out.
  static let maximumLength = 1 << 20

  let source: String
  let chunks: ByteChunks

  /// Calls `body` with each line, without its line ending, and its number from 1.
  ///
  /// Lines that cannot be taken go to `sink` as issues, and the rest goes on.
  func forEach(_ sink: IngestSink, _ body: (String, Int) throws -> Void) throws {
    var pending = Data()
    var tooLong = false
    var number = 1

    func end() throws {
      defer {
        pending.removeAll(keepingCapacity: pending.count <= ByteChunks.size)
        tooLong = false
        number += 1
      }
      if tooLong {
        let message = "a line of more than \(Self.maximumLength) bytes; left out"
        return try sink(.issue(IngestIssue(source: source, line: number, message: message)))
      }
      if pending.last == 0x0D { pending.removeLast() }
      guard let line = String(validating: pending, as: UTF8.self) else {
        return try sink(.issue(IngestIssue(source: source, line: number, message: "not valid UTF-8; left out")))
      }
      if line.utf8.contains(0) {
        return try sink(.issue(IngestIssue(source: source, line: number, message: "holds a NUL character; left out")))
      }
      try body(line, number)
    }

    func append(_ bytes: Data) {
      if tooLong { return }
      if pending.count + bytes.count > Self.maximumLength {
        tooLong = true
        pending = Data()
      } else {
        pending.append(bytes)
      }
    }

    try chunks.forEach(source: source) { chunk in
      var rest = chunk[...]
      while let newline = rest.firstIndex(of: 0x0A) {
        append(rest[rest.startIndex..<newline])
        try end()
        rest = rest[(newline + 1)...]
      }
      append(rest)
    }
    if !pending.isEmpty || tooLong { try end() }
  }
}
