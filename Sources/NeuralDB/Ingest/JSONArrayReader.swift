import Foundation

/// JSON: an array of strings or of objects with `text`, or one of them alone.
///
/// Finds where each element ends by itself and parses them one by one, so that the file need not fit in memory and one
/// bad element does not take the others with it.
struct JSONArrayReader {
  private let source: String
  private var element = Data()
  private var elementLine = 0
  private var tooLong = false
  private var line = 1
  private var depth = 0
  private var inString = false
  private var escaped = false
  private var inArray = false
  private var started = false
  private var ended = false
  /// Whether something stands behind the array.
  private var hasTail = false

  static func read(_ chunks: ByteChunks, source: String, to sink: IngestSink) throws {
    var reader = JSONArrayReader(source: source)
    try chunks.forEach(source: source) { chunk in
      for byte in chunk { try reader.take(byte, sink) }
    }
    try reader.finish(sink)
  }

  private init(source: String) {
    self.source = source
  }

  private mutating func take(_ byte: UInt8, _ sink: IngestSink) throws {
    if byte == 0x0A { line += 1 }
    if inString {
      append(byte)
      if escaped {
        escaped = false
      } else if byte == Self.backslash {
        escaped = true
      } else if byte == Self.quote {
        inString = false
      }
      return
    }
    if Self.blanks.contains(byte), element.isEmpty, !tooLong { return }
    if ended {
      if !Self.blanks.contains(byte), !hasTail {
        hasTail = true
        try report("text after the end of the array; left out", line, sink)
      }
      return
    }
    if !started {
      started = true
      if byte == UInt8(ascii: "[") {
        inArray = true
        return
      }
    }
    if depth == 0, inArray {
      if byte == UInt8(ascii: ",") { return try emit(sink) }
      if byte == UInt8(ascii: "]") {
        if !element.isEmpty || tooLong { try emit(sink) }
        ended = true
        return
      }
    }
    if byte == Self.quote { inString = true }
    if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { depth += 1 }
    if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { depth = max(0, depth - 1) }
    append(byte)
  }

  private mutating func append(_ byte: UInt8) {
    if element.isEmpty, !tooLong { elementLine = line }
    if tooLong { return }
    if element.count >= LineReader.maximumJSONLength {
      tooLong = true
      element = Data()
    } else {
      element.append(byte)
    }
  }

  private mutating func emit(_ sink: IngestSink) throws {
    defer {
      element.removeAll()
      tooLong = false
    }
    if tooLong {
      return try report("an element of more than \(LineReader.maximumLength) bytes; left out", elementLine, sink)
    }
    if element.isEmpty { return try report("an element is missing", line, sink) }
    let item: IngestItem
    do { item = .line(try JSONFact.parse(element, source: source, line: elementLine)) } catch let issue as IngestIssue {
      item = .issue(issue)
    }
    try sink(item)
  }

  private mutating func finish(_ sink: IngestSink) throws {
    if inArray, !ended {
      let first = element.isEmpty ? line : elementLine
      return try report("the array is cut short", first, sink)
    }
    if !element.isEmpty || tooLong { try emit(sink) }
  }

  private func report(_ message: String, _ line: Int, _ sink: IngestSink) throws {
    try sink(.issue(IngestIssue(source: source, line: line, message: message)))
  }

  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")
  private static let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
}
