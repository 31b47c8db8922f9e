/// CSV and TSV with a header row. A column `text` holds the sentences; without one, each row becomes
/// "header: value, header: value".
struct DelimitedReader {
  /// A quoted field that has not ended after so many lines is a stray quote.
  private static let maximumLines = 200

  private let source: String
  private let separator: Character
  private var header: [String]?
  private var open: [(text: String, number: Int)] = []

  static func read(_ lines: LineReader, separator: Character, to sink: IngestSink) throws {
    var reader = DelimitedReader(source: lines.source, separator: separator)
    try lines.forEach(sink) { try reader.take($0, number: $1, to: sink) }
    while !reader.open.isEmpty { try reader.giveUp(sink) }
  }

  private init(source: String, separator: Character) {
    self.source = source
    self.separator = separator
  }

  private mutating func take(_ line: String, number: Int, to sink: IngestSink) throws {
    if open.isEmpty, line.allSatisfy(\.isWhitespace) { return }
    // Only a line with a quote can close an open field.
    if !open.isEmpty, !line.contains("\"") {
      open.append((line, number))
    } else {
      open.append((line, number))
      let record = open.map(\.text).joined(separator: "\n")
      if case .fields(let fields) = DelimitedRecord.parse(record, separator: separator) {
        let first = open[0].number
        open = []
        return try row(fields, number: first, to: sink)
      }
    }
    if open.count >= Self.maximumLines { try giveUp(sink) }
  }

  /// Reports the line with the stray quote and reads those after it anew.
  private mutating func giveUp(_ sink: IngestSink) throws {
    let lines = open
    open = []
    try sink(.issue(IngestIssue(source: source, line: lines[0].number, message: "a quote that is never closed")))
    for line in lines.dropFirst() { try take(line.text, number: line.number, to: sink) }
  }

  private mutating func row(_ fields: [String], number: Int, to sink: IngestSink) throws {
    guard let header else {
      self.header = fields
      return
    }
    guard fields.count <= header.count else {
      let message = "\(fields.count) fields under \(header.count) headers"
      return try sink(.issue(IngestIssue(source: source, line: number, message: message)))
    }
    guard let column = header.firstIndex(where: { $0.lowercased() == "text" }) else {
      let named = zip(header, fields).filter { !$1.isEmpty }.map { $0.isEmpty ? $1 : "\($0): \($1)" }
      if !named.isEmpty { try emit(named.joined(separator: ", "), nil, nil, number, sink) }
      return
    }
    guard column < fields.count, !fields[column].isEmpty else {
      return try sink(.issue(IngestIssue(source: source, line: number, message: "no text")))
    }
    func value(_ name: String) -> String? {
      header.firstIndex { $0.lowercased() == name }.flatMap { $0 < fields.count ? fields[$0] : nil }
        .flatMap { $0.isEmpty ? nil : $0 }
    }
    try emit(fields[column], value("source"), value("added_at"), number, sink)
  }

  private func emit(_ text: String, _ origin: String?, _ added: String?, _ number: Int, _ sink: IngestSink) throws {
    let date = added.flatMap(ISO8601.date)
    if let added, date == nil {
      return try sink(.issue(IngestIssue(source: source, line: number, message: "added_at is no time: \(added)")))
    }
    let sentence = SentenceSplitter.clean(Array(text)[...])
    // What once came from standard input is of this file now, which may be read again.
    let told = origin == SourceReader.standardInput ? source : origin ?? source
    try sink(.line(SourceLine(source: told, line: number, text: sentence, addedAt: date)))
  }
}
