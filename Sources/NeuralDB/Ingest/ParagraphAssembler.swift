/// Joins lines that one sentence runs over, and splits them into sentences that know the line they begin on.
struct ParagraphAssembler {
  /// From this length on a line looks as if an editor had wrapped it.
  static let wrapLength = 60
  /// A paragraph is not joined beyond this.
  private static let maximumLength = 64 * 1024

  let source: String
  /// Whether a long line is a wrapped one even when the next begins with a capital (Markdown paragraphs).
  let joinsLongLines: Bool
  private let splitter = SentenceSplitter()
  private var text: [Character] = []
  private var starts: [(offset: Int, line: Int)] = []
  private var lastLength = 0

  init(source: String, joinsLongLines: Bool) {
    self.source = source
    self.joinsLongLines = joinsLongLines
  }

  /// The next line of a paragraph.
  ///
  /// - Parameter isContinued: whether the line goes on with the one before it, whatever the two look like.
  mutating func add(_ line: String, number: Int, isContinued: Bool = false, to sink: IngestSink) throws {
    let characters = Array(line)
    let fits = isContinued && text.count + characters.count < Self.maximumLength
    if !text.isEmpty, !fits, !continues(with: characters) { try flush(to: sink) }
    if !text.isEmpty { text.append(" ") }
    starts.append((text.count, number))
    text.append(contentsOf: characters)
    lastLength = characters.count
  }

  /// Ends the paragraph.
  mutating func flush(to sink: IngestSink) throws {
    if text.isEmpty { return }
    defer {
      text.removeAll(keepingCapacity: text.count < Self.maximumLength)
      starts.removeAll()
    }
    var at = 0
    for piece in splitter.ranges(in: text) {
      guard let first = piece.firstIndex(where: { !$0.isWhitespace }) else { continue }
      while at + 1 < starts.count, starts[at + 1].offset <= first { at += 1 }
      // A rule of dashes is no sentence.
      guard piece.contains(where: { $0.isLetter || $0.isNumber }) else { continue }
      let sentence = SentenceSplitter.clean(piece)
      try sink(.line(SourceLine(source: source, line: starts[at].line, text: sentence)))
    }
  }

  private func continues(with next: [Character]) -> Bool {
    guard let last = text.last(where: { !$0.isWhitespace && !SentenceSplitter.closers.contains($0) }),
      !SentenceSplitter.terminators.contains(last), lastLength >= Self.wrapLength || joinsLongLines,
      text.count + next.count < Self.maximumLength, let first = next.first(where: { !$0.isWhitespace })
    else { return false }
    return first.isLowercase || joinsLongLines && lastLength >= Self.wrapLength
  }
}
