/// Numbers that tell one thing from others of its kind.
enum NumberLabel {
  private static let signs: Set<String> = ["no", "nos", "nr", "nrs", "number", "numbers", "#", "№"]

  /// Whether the number at `range` (UTF-8 offsets) stands behind *no.* or *number*, or behind a word of the question: in the
  /// singular (*ticket 503*), or in the plural behind which several stand (*trams 82, 14 and 9*). *Guests 34* is how many.
  /// Days of a month, several beside its name, are labels too (*May 4, 11 and 20*).
  ///
  /// - Parameter question: consulted only for the words that it shares with the fact.
  static func isLabel(_ range: Range<Int>, in text: String, question: String) -> Bool {
    let tokens = ValueLexer.tokens(of: text)
    guard let own = tokens.firstIndex(where: { range.contains($0.range.lowerBound) }), tokens[own].number != nil else {
      return false
    }
    var first = own
    while first > 0, isPartOfList(tokens, first - 1) { first -= 1 }
    var numbers = 0
    var past = first
    while past < tokens.count, isPartOfList(tokens, past) {
      if tokens[past].number != nil { numbers += 1 }
      past += 1
    }
    // *May 4, 11 and 20*, *4, 11 and 20 May*; not *on May 4, 14 parcels*.
    let isEnumeration = numbers > 1 && tokens[first..<past].contains { $0.isWord && $0.number == nil }
    if isEnumeration, [first - 1, past].contains(where: { tokens.lower($0).flatMap(DateWords.month(of:)) != nil }) {
      return true
    }
    guard first > 0 else { return false }
    var word = first - 1
    if tokens.isSymbol(word, "."), word > 0 { word -= 1 }
    if signs.contains(tokens[word].lower) || tokens.isSymbol(word, "#") { return true }
    guard tokens[word].isWord else { return false }
    let name = tokens[word].lower
    let asked = Set(ValueLexer.tokens(of: question).filter(\.isWord).map(\.lower))
    let plurals = asked.filter { singular($0) != $0 }
    return plurals.contains { singular($0) == name } || numbers > 1 && plurals.contains(name)
  }

  /// Whether a token is a number or stands between numbers: *82, 14 and 9*.
  private static func isPartOfList(_ tokens: [ValueToken], _ index: Int) -> Bool {
    if tokens[index].number != nil { return true }
    guard index > 0, index + 1 < tokens.count else { return false }
    func isLink(_ place: Int) -> Bool {
      tokens.isSymbol(place, ",") || tokens.isSymbol(place, "&") || ["and", "or"].contains(tokens[place].lower)
    }
    guard isLink(index) else { return false }
    let before = tokens[index - 1].number != nil || isLink(index - 1)
    return before && (tokens[index + 1].number != nil || isLink(index + 1))
  }

  private static func singular(_ word: String) -> String {
    guard word.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss") else { return word }
    return word.hasSuffix("ies") ? word.dropLast(3) + "y" : String(word.dropLast())
  }
}
