/// Markdown: its paragraphs and list items as prose. Code, front matter, comments, tables' rules and headings that are
/// no sentences are left out.
struct MarkdownReader {
  private var paragraph: ParagraphAssembler
  private var fence: String?
  private var inFrontMatter = false
  private var inComment = false

  private init(source: String) {
    paragraph = ParagraphAssembler(source: source, joinsLongLines: true)
  }

  static func read(_ lines: LineReader, to sink: IngestSink) throws {
    var reader = MarkdownReader(source: lines.source)
    try lines.forEach(sink) { try reader.take($0, number: $1, to: sink) }
    try reader.paragraph.flush(to: sink)
  }

  private mutating func take(_ raw: String, number: Int, to sink: IngestSink) throws {
    var line = raw.trimmingPrefix(while: \.isWhitespace)
    if isOutside(line, number: number) { return try paragraph.flush(to: sink) }
    while line.first == ">" { line = line.dropFirst().trimmingPrefix(while: \.isWhitespace) }
    if line.isEmpty || line.allSatisfy({ "=-*_|: ".contains($0) }) { return try paragraph.flush(to: sink) }

    if let heading = line.prefixMatch(of: /#{1,6}\s+/) {
      try paragraph.flush(to: sink)
      let title = Self.plain(line[heading.range.upperBound...].trimmingSuffix(while: { $0 == "#" || $0.isWhitespace }))
      guard title.last.map({ SentenceSplitter.terminators.contains($0) }) ?? false else { return }
      try paragraph.add(title, number: number, to: sink)
      return try paragraph.flush(to: sink)
    }
    if let bullet = line.prefixMatch(of: /(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?/) {
      try paragraph.flush(to: sink)
      line = line[bullet.range.upperBound...]
    }
    if line.first == "|" {
      try paragraph.flush(to: sink)
      line =
        line.split(separator: "|").map {
          $0.trimmingPrefix(while: \.isWhitespace).trimmingSuffix(while: \.isWhitespace)
        }
        .filter { !$0.isEmpty }.joined(separator: ", ")[...]
    }
    try paragraph.add(Self.plain(line), number: number, to: sink)
  }

  /// Whether the line belongs to code, front matter or a comment.
  private mutating func isOutside(_ line: Substring, number: Int) -> Bool {
    if let open = fence {
      if line.hasPrefix(open), line.allSatisfy({ $0 == "`" || $0 == "~" || $0.isWhitespace }) { fence = nil }
      return true
    }
    if let match = line.prefixMatch(of: /`{3,}|~{3,}/) {
      fence = String(line[match.range])
      return true
    }
    if number == 1, line == "---" { inFrontMatter = true; return true }
    if inFrontMatter {
      if line == "---" || line == "..." { inFrontMatter = false }
      return true
    }
    if inComment || line.hasPrefix("<!--") {
      inComment = !line.contains("-->")
      return true
    }
    return false
  }

  /// Without marks of emphasis, code and links.
  private static func plain(_ line: Substring) -> String {
    String(line)
      .replacing(/!?\[([^\]]*)\]\([^)]*\)/) { $0.output.1 }
      .replacing(/\*\*|__|`/, with: "")
      .replacing(/(^|[\s(])[*_]([^\s*_][^*_]*)[*_]/) { "\($0.output.1)\($0.output.2)" }
  }
}

extension Substring {
  func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
    var rest = self
    while let last = rest.last, predicate(last) { rest.removeLast() }
    return rest
  }
}
