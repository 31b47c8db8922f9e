/// Markdown: its paragraphs and list items as prose. Code, front matter, comments, tables' rules and headings that are
/// no sentences are left out.
struct MarkdownReader {
  private var paragraph: ParagraphAssembler
  private var fence: String?
  private var inFrontMatter = false
  private var inComment = false
  /// Whether the line before belonged to a list item, which indented lines go on with.
  private var inItem = false

  private init(source: String) {
    paragraph = ParagraphAssembler(source: source, joinsLongLines: true)
  }

  static func read(_ lines: LineReader, to sink: IngestSink) throws {
    var reader = MarkdownReader(source: lines.source)
    try lines.forEach(sink) { try reader.take($0, number: $1, to: sink) }
    try reader.paragraph.flush(to: sink)
  }

  private mutating func take(_ raw: String, number: Int, to sink: IngestSink) throws {
    let trimmed = raw.trimmingPrefix(while: \.isWhitespace)
    var isContinued = inItem && trimmed.startIndex > raw.startIndex
    inItem = false
    if isOutside(trimmed, number: number) { return try paragraph.flush(to: sink) }
    var line = withoutComments(trimmed).trimmingPrefix(while: \.isWhitespace)
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
      (inItem, isContinued) = (true, false)
    }
    if line.first == "|" {
      try paragraph.flush(to: sink)
      line = Self.cells(line).joined(separator: ", ")[...]
      isContinued = false
    }
    inItem = inItem || isContinued
    try paragraph.add(Self.plain(line), number: number, isContinued: isContinued, to: sink)
  }

  /// The cells of a table's row; a bar behind a backslash parts none.
  private static func cells(_ line: Substring) -> [String] {
    let bar = "\u{1}"
    return line.replacing("\\|", with: bar).split(separator: "|").map { cell in
      let text = cell.trimmingPrefix(while: \.isWhitespace).trimmingSuffix(while: \.isWhitespace)
      return String(text).replacing(bar, with: "|")
    }.filter { !$0.isEmpty }
  }

  /// Whether the line belongs to code or front matter, or says where a link leads.
  private mutating func isOutside(_ line: Substring, number: Int) -> Bool {
    if let open = fence {
      if line.hasPrefix(open), line.allSatisfy({ $0 == "`" || $0 == "~" || $0.isWhitespace }) { fence = nil }
      return true
    }
    // Words in code marks may begin a line; a fence has no mark behind it.
    if let match = line.prefixMatch(of: /`{3,}|~{3,}/), !line[match.range.upperBound...].contains("`") {
      fence = String(line[match.range])
      return true
    }
    if number == 1, line == "---" { inFrontMatter = true; return true }
    if inFrontMatter {
      // Three dashes that no keys follow are a rule.
      let isEnd = line == "---" || line == "..."
      let isKey = number > 2 && line.isEmpty || line.prefixMatch(of: /[\w-]+\s*:|-\s|#/) != nil
      inFrontMatter = !isEnd && isKey
      return inFrontMatter || isEnd
    }
    return !inComment && line.prefixMatch(of: /\[[^\]]+\]:\s/) != nil
  }

  /// The line less its comments, which may go on over lines.
  private mutating func withoutComments(_ line: Substring) -> String {
    var (rest, kept) = (line, "")
    while true {
      if inComment {
        guard let end = rest.firstRange(of: "-->") else { return kept }
        inComment = false
        rest = rest[end.upperBound...]
      }
      guard let start = rest.firstRange(of: "<!--") else { return kept + rest }
      kept += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      inComment = true
    }
  }

  /// Without marks of emphasis, code and links; longer links than people write stay, so that no line takes long.
  private static func plain(_ line: Substring) -> String {
    let text = String(line)
    // Most lines have no link, and looking for one takes long on a line of brackets.
    let unlinked =
      text.contains("](")
      ? text.replacing(/!?\[([^\]]{0,500})\]\((?:[^()]|\([^()]{0,500}\)){0,2000}\)/) { $0.output.1 } : text
    return
      unlinked
      .replacing("`", with: "")
      .replacing(/(^|[^\w*_])(?:\*\*|__)([^\s*_](?:[^*_]*[^\s*_])?)(?:\*\*|__)(?=$|\W)/) {
        "\($0.output.1)\($0.output.2)"
      }
      .replacing(/(^|[^\w*_])[*_]([^\s*_][^*_]*)[*_](?=$|\W)/) { "\($0.output.1)\($0.output.2)" }
      .replacing(/\\([!-\/:-@\[-`{-~])/) { $0.output.1 }
  }
}

extension Substring {
  func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
    var rest = self
    while let last = rest.last, predicate(last) { rest.removeLast() }
    return rest
  }
}
