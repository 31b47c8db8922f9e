/// Mends spans that end inside a number or a double name: the reader tags basic tokens, of which *£12.10* and
/// *Oduya-Price* have several.
struct WholeWord {
  private let characters: [Character]
  /// UTF-8 offset of each character, and of the end.
  private let offsets: [Int]

  /// `range` (UTF-8 offsets), widened to where the number or name that it cuts begins and ends; as it is where it cuts none.
  static func around(_ range: Range<Int>, in text: String) -> Range<Int> {
    let word = WholeWord(text)
    guard !range.isEmpty, let start = word.offsets.firstIndex(of: range.lowerBound),
      let end = word.offsets.firstIndex(of: range.upperBound)
    else { return range }
    return word.offsets[word.start(start)]..<word.offsets[word.end(end)]
  }

  private init(_ text: String) {
    characters = Array(text)
    offsets = characters.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.utf8.count) }
  }

  private func start(_ first: Int) -> Int {
    var start = first
    while start > 0 {
      if characters[start].isNumber, characters[start - 1].isCurrencySymbol { start -= 1 }
      if characters[start].isCurrencySymbol { return currencyStart(start) }
      guard joins(start - 1) else { return start }
      start = wordStart(start - 1)
    }
    return start
  }

  private func end(_ past: Int) -> Int {
    // A span may end in the joint itself: *£12.* of *£12.10*, or between an owner's apostrophe and *s*.
    var end = joins(past - 1) || cutsPossessive(past) ? past - 1 : past
    while joins(end) {
      end += 1
      while end < characters.count, isWord(characters[end]) { end += 1 }
    }
    return end
  }

  /// Whether the character at `place` ties two halves of a number (*12.10*, *07:30*, *2024-05-03*), of a number word
  /// (*twenty-five*) or of a name (*Oduya-Price*): not *Porto-based*, not *45-minute*.
  private func joins(_ place: Int) -> Bool {
    guard place > 0, place + 1 < characters.count else { return false }
    let (before, after) = (characters[place - 1], characters[place + 1])
    switch characters[place] {
    case ".", ",", ":": return before.isNumber && after.isNumber
    case "-":
      if before.isNumber || after.isNumber { return before.isNumber && after.isNumber }
      return isWord(before) && isWord(after) && characters[wordStart(place)].isUppercase == after.isUppercase
    default: return false
    }
  }

  /// Whether a span that ends before `past` has the apostrophe of *Ann's* and not the *s*.
  private func cutsPossessive(_ past: Int) -> Bool {
    guard past > 1, past < characters.count, "'’".contains(characters[past - 1]), characters[past] == "s" else {
      return false
    }
    return isWord(characters[past - 2]) && (past + 1 == characters.count || !isWord(characters[past + 1]))
  }

  /// Where the letters before a currency symbol begin: *US$*, *R$*.
  private func currencyStart(_ symbol: Int) -> Int {
    let start = wordStart(symbol)
    return symbol - start <= 3 && characters[start..<symbol].allSatisfy(\.isUppercase) ? start : symbol
  }

  private func wordStart(_ past: Int) -> Int {
    var start = past
    while start > 0, isWord(characters[start - 1]) { start -= 1 }
    return start
  }

  private func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
}
