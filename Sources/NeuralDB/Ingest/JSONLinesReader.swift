import Foundation

/// JSONL: a string or an object with `text` a line.
enum JSONLinesReader {
  static func read(_ lines: LineReader, to sink: IngestSink) throws {
    try lines.forEach(sink) { line, number in
      if line.allSatisfy(\.isWhitespace) { return }
      let item: IngestItem
      do {
        item = .line(try JSONFact.parse(Data(line.utf8), source: lines.source, line: number))
      } catch let issue as IngestIssue {
        item = .issue(issue)
      }
      try sink(item)
    }
  }
}
