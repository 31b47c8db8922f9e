/// Finds where sentences end, by rules: no model, the same every time.
///
/// A full stop does not end a sentence inside a number, after a title or an initial (*Dr. Ann B. Lee*), or inside
/// quotes and brackets that close later on.
public struct SentenceSplitter: Sendable {
  public init() {}

  /// The sentences of `text`, trimmed, with runs of white space made one blank.
  public func sentences(in text: String) -> [String] {
    ranges(in: Array(text)).map { Self.clean($0) }.filter { !$0.isEmpty }
  }

  static func clean(_ characters: ArraySlice<Character>) -> String {
    characters.split(whereSeparator: \.isWhitespace).map { String($0) }.joined(separator: " ")
  }

  /// The pieces that `characters` falls into; together they are all of it.
  func ranges(in characters: [Character]) -> [ArraySlice<Character>] {
    let enclosed = Enclosures(characters)
    var pieces: [ArraySlice<Character>] = []
    var start = 0
    var at = 0
    while at < characters.count {
      guard Self.terminators.contains(characters[at]) else {
        at += 1
        continue
      }
      let first = at
      while at < characters.count, Self.terminators.contains(characters[at]) { at += 1 }
      let afterTerminators = at
      while at < characters.count, Self.closers.contains(characters[at]), !enclosed.opens(at) { at += 1 }
      let isOpen = enclosed.contains(afterTerminators - 1) && (at == afterTerminators || enclosed.contains(at - 1))
      if isOpen { continue }
      if endsSentence(characters, start: start, terminators: first..<afterTerminators, next: at) {
        pieces.append(characters[start..<at])
        start = at
      }
    }
    if start < characters.count { pieces.append(characters[start...]) }
    return pieces
  }

  private func endsSentence(
    _ text: [Character], start: Int, terminators: Range<Int>, next: Int
  ) -> Bool {
    if text[terminators].contains(where: { Self.wideTerminators.contains($0) }) { return true }
    guard next < text.count, text[next].isWhitespace,
      let begin = text[next...].firstIndex(where: { !$0.isWhitespace })
    else { return false }
    let nextWord = word(text, from: begin)
    let isStop = terminators.count == 1 && text[terminators.lowerBound] == "."
    if !isStop || next > terminators.upperBound {
      // "Yahoo! is", "(in Rome.) is", and dots that only pause.
      return !beginsLowercase(nextWord)
    }
    let last = lastWord(text, before: terminators.lowerBound, start: start)
    return Abbreviations.mayEnd(last, isFirst: isFirst(text, start, last, terminators.lowerBound), next: nextWord)
  }

  /// The word from `begin`, without opening quotes and brackets.
  private func word(_ text: [Character], from begin: Int) -> String {
    let rest = text[begin...].drop { Self.openers.contains($0) }
    return String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "'" || $0 == "’" })
  }

  /// The run of non-blanks before `end`, without opening quotes and brackets.
  private func lastWord(_ text: [Character], before end: Int, start: Int) -> String {
    let head = text[start..<end]
    let from = head.lastIndex(where: \.isWhitespace).map { $0 + 1 } ?? start
    return String(text[from..<end].drop { Self.openers.contains($0) })
  }

  private func isFirst(_ text: [Character], _ start: Int, _ last: String, _ end: Int) -> Bool {
    text[start..<max(start, end - last.count)].allSatisfy { $0.isWhitespace || Self.openers.contains($0) }
  }

  private func beginsLowercase(_ word: String) -> Bool {
    word.first?.isLowercase ?? false
  }

  static let wideTerminators: Set<Character> = ["。", "！", "？"]
  static let terminators: Set<Character> = [".", "!", "?", "…", "。", "！", "？"]
  static let closers: Set<Character> = ["\"", "'", "”", "’", "»", ")", "]", "」"]
  static let openers: Set<Character> = ["\"", "'", "“", "‘", "«", "(", "[", "「"]
}
