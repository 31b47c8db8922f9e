import Foundation

/// Splits bytes into lines of valid UTF-8 in bounded memory. A line ends at LF, CR LF, or CR.
struct LineReader {
  /// A longer line is reported and left out.
  static let maximumLength = 1 << 20
  /// The same of a line of JSON, in which a sentence takes up to six times its room.
  static let maximumJSONLength = 8 << 20

  let source: String
  let chunks: ByteChunks
  var limit = LineReader.maximumLength

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
        let message = "a line of more than \(limit) bytes; left out"
        return try sink(.issue(IngestIssue(source: source, line: number, message: message)))
      }
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
      if pending.count + bytes.count > limit {
        tooLong = true
        pending = Data()
      } else {
        pending.append(bytes)
      }
    }

    var endedInCR = false
    try chunks.forEach(source: source) { chunk in
      var rest = chunk[...]
      while let first = rest.first {
        // The second half of a CR LF.
        if endedInCR, first == 0x0A { rest = rest.dropFirst() }
        endedInCR = false
        guard let newline = rest.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { break }
        append(rest[rest.startIndex..<newline])
        try end()
        endedInCR = rest[newline] == 0x0D
        rest = rest[(newline + 1)...]
      }
      append(rest)
    }
    if !pending.isEmpty || tooLong { try end() }
  }
}
