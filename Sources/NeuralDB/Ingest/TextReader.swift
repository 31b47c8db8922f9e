/// Plain text: a sentence a line, or prose.
enum TextReader {
  static func read(_ lines: LineReader, to sink: IngestSink) throws {
    var paragraph = ParagraphAssembler(source: lines.source, joinsLongLines: false)
    try lines.forEach(sink) { line, number in
      if line.allSatisfy(\.isWhitespace) {
        try paragraph.flush(to: sink)
      } else {
        try paragraph.add(line, number: number, to: sink)
      }
    }
    try paragraph.flush(to: sink)
  }
}
