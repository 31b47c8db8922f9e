extension ByteText {
  /// Stretches of capitalised words. A text's first word is left out unless another one follows it, as its capital
  /// says nothing; a question's is left out always.
  static func names(in bytes: [UInt8], words: [Range<Int>], isQuestion: Bool) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var run: [Range<Int>] = []

    func close() {
      defer { run = [] }
      guard let first = run.first, let last = run.last else { return }
      if run.count == 1 {
        if first.lowerBound == words.first?.lowerBound || first.count < 2 { return }
        if calendar.contains(string(bytes[first])) { return }
      }
      result.append(first.lowerBound..<last.upperBound)
    }

    for (index, word) in words.enumerated() {
      let capital = isUpper(bytes[word.lowerBound]) && !(isQuestion && index == 0)
      let joined = run.last.map { $0.upperBound + 1 == word.lowerBound && bytes[$0.upperBound] == 0x20 } ?? true
      if !capital || !joined { close() }
      if capital { run.append(word) }
    }
    close()
    return result
  }

  /// Text written token by token (`( born 1 May ) .`) in ordinary spacing, Penn Treebank brackets as brackets.
  /// - Parameter joiningHyphens: for sets whose tokens are split at hyphens too (`mezzo - soprano`).
  static func detokenised(_ text: String, joiningHyphens: Bool = false) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var glue = true
    var quoted = false
    for token in text.split(whereSeparator: \.isWhitespace) {
      let written = brackets[token] ?? token
      let isQuote = written == "\""
      let isHyphen = joiningHyphens && written == "-"
      if !glue, !isHyphen, !leftward.contains(written), !(isQuote && quoted) { result += " " }
      result += written
      if isQuote { quoted.toggle() }
      glue = written == "(" || written == "[" || isHyphen || (isQuote && quoted)
    }
    return result
  }

  private static let brackets: [Substring: Substring] = [
    "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": "\"", "''": "\"",
  ]
  private static let leftward: Set<Substring> = [
    ",", ".", ";", ":", ")", "]", "?", "!", "%", "'s", "’s", "n't", "'",
  ]
  private static let calendar: Set<String> = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "The", "This", "He",
    "She",
    "It", "They", "We", "You",
  ]
}
