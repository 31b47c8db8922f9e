/// Mends spans that end inside a number, a name or an address: the reader tags basic tokens, of which *-£12.10*,
/// *Oduya-Price*, *Qal'at Rum* and *ann@example.com* have several.
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
    let first = word.address(at: start)?.lowerBound ?? word.start(word.number(of: start..<end) ?? start)
    let last = (start..<end).last { !Self.closing.contains(word.characters[$0]) } ?? start
    let past = word.address(at: last)?.upperBound ?? word.nameEnd(word.end(end), from: first)
    return word.offsets[first]..<word.offsets[max(past, first + 1)]
  }

  /// Marks behind a word that are not part of it.
  private static let closing: Set<Character> = [".", ",", ";", ":", "!", "?", ")", ">", "]", "\"", "'", "”"]

  private init(_ text: String) {
    characters = Array(text)
    offsets = characters.utf8Offsets
  }

  private func start(_ first: Int) -> Int {
    var start = first
    while start > 0 {
      if characters[start].isNumber, characters[start - 1].isCurrencySymbol { start -= 1 }
      if characters[start].isCurrencySymbol { return signStart(currencyStart(start)) }
      guard joins(start - 1) else { return characters[start].isNumber ? signStart(start) : start }
      start = wordStart(start - 1)
    }
    return start
  }

  /// Where the number begins that a span of its unit alone has left behind: *EUR* of *20 EUR*.
  private func number(of span: Range<Int>) -> Int? {
    guard UnitTable.unit(String(characters[span])) != nil else { return nil }
    let past = span.lowerBound > 0 && characters[span.lowerBound - 1] == " " ? span.lowerBound - 1 : span.lowerBound
    return past > 0 && characters[past - 1].isNumber ? wordStart(past) : nil
  }

  /// Where the minus before a number begins, one that stands free: not that of *3-5*.
  private func signStart(_ start: Int) -> Int {
    guard start > 0, isMinus(start - 1) else { return start }
    return start == 1 || characters[start - 2].isWhitespace || characters[start - 2] == "(" ? start - 1 : start
  }

  private func isMinus(_ place: Int) -> Bool { "-−".contains(characters[place]) }

  /// The stretch between blanks around `place`, less the marks at its ends, where that is an address: of a page, of mail,
  /// of a file, of somebody in a network.
  private func address(at place: Int) -> Range<Int>? {
    guard characters.indices.contains(place), !characters[place].isWhitespace else { return nil }
    var (start, end) = (place, place + 1)
    while start > 0, !characters[start - 1].isWhitespace { start -= 1 }
    while end < characters.count, !characters[end].isWhitespace { end += 1 }
    while start < end, "(<[\"'“".contains(characters[start]) { start += 1 }
    while start < end, Self.closing.contains(characters[end - 1]) { end -= 1 }
    guard (start..<end).contains(place) else { return nil }
    let run = characters[start..<end]
    func hasDot(_ part: ArraySlice<Character>) -> Bool {
      part.indices.dropFirst().dropLast().contains {
        part[$0] == "." && isWord(part[$0 - 1]) && part[$0 + 1].isLetter
      }
    }
    let isAddress =
      run.contains("@") || run.contains("_") || String(run).contains("://") || run.contains("/") && hasDot(run)
    return isAddress && run.contains(where: isWord) ? start..<end : nil
  }

  private func end(_ past: Int) -> Int {
    // A span may end in the joint itself: *£12.* of *£12.10*, or between an owner's apostrophe and *s*.
    var end = joins(past - 1) || cutsPossessive(past) ? past - 1 : past
    // Or in a minus: *-* of *-20 EUR*.
    if end > 0, isMinus(end - 1), signStart(end) < end, end < characters.count,
      characters[end].isNumber || characters[end].isCurrencySymbol
    {
      end = wordEnd(end + 1)
    }
    while joins(end) {
      end = wordEnd(end + 1)
    }
    return end
  }

  /// Where a name that ends before `past` ends with the capitalised words behind it: *Sir Leonard* before *Askew*, not
  /// *Ann* before *Monday*. Of 42,647 answers in `Data/Natural` that end in a capitalised word 224 stop short of another.
  ///
  /// - Parameter first: where the name begins. Behind a preposition that opens the sentence a subject follows: *In Naas Denise
  ///   has a flat*.
  private func nameEnd(_ past: Int, from first: Int) -> Int {
    let end = extendedName(past)
    let goesOn = end + 1 < characters.count && characters[end] == " " && characters[end + 1].isLowercase
    return goesOn && opensSentence(before: first) ? past : end
  }

  private func extendedName(_ past: Int) -> Int {
    var past = past
    // "Dr. Amadi"
    if past + 2 < characters.count, characters[past] == ".", characters[past + 1] == " ",
      Self.titles.contains(String(characters[wordStart(past)..<past]).lowercased())
    {
      let next = wordEnd(past + 2)
      if isName(past + 2..<next) { past = end(next) }
    }
    while past + 1 < characters.count, characters[past] == " ", isName(start(wordStart(past))..<past) {
      let next = wordEnd(past + 1)
      guard isName(past + 1..<next) else { break }
      past = end(next)
    }
    return past
  }

  /// Titles written with a full stop.
  private static let titles: Set<String> = ["dr", "mr", "mrs", "ms", "st", "prof", "capt", "sgt", "rev"]

  /// Whether what stands before `place` is a preposition and nothing else.
  private func opensSentence(before place: Int) -> Bool {
    guard place > 1, characters[place - 1] == " " else { return false }
    return ["In", "At", "On", "From", "To", "For", "With", "By", "Near"].contains(String(characters[..<(place - 1)]))
  }

  /// Whether a word is written as names are, and is none of the calendar's.
  private func isName(_ word: Range<Int>) -> Bool {
    guard let first = word.first, characters[first].isUppercase, characters[word].contains(where: \.isLowercase) else {
      return false
    }
    return !DateWords.isOfCalendar(String(characters[word]).lowercased())
  }

  /// Whether the character at `place` ties two halves of a number (*12.10*, *07:30*, *5/9/2021*, *2024-05-03*), of a
  /// number word (*twenty-five*), of a name (*Oduya-Price*, *O'Brien*) or of a code (*R-002*): not *Porto-based*, not
  /// *45-minute*, not *Ann's*.
  private func joins(_ place: Int) -> Bool {
    guard place > 0, place + 1 < characters.count else { return false }
    let (before, after) = (characters[place - 1], characters[place + 1])
    switch characters[place] {
    case ".", ",", ":": return before.isNumber && after.isNumber
    case "/": return before.isNumber && after.isNumber && isInDate(place)
    case "-":
      if after.isNumber { return before.isNumber || before.isLetter && isCode(wordStart(place)..<place) }
      if before.isNumber { return false }
      // *ex-boxer*: what somebody was is *boxer*.
      if String(characters[wordStart(place)..<place]) == "ex" { return false }
      return isWord(before) && isWord(after) && characters[wordStart(place)].isUppercase == after.isUppercase
    case "'", "’":
      guard before.isLetter, after.isLetter, characters[wordStart(place)].isUppercase else { return false }
      return !Self.contractions.contains(String(characters[place + 1..<wordEnd(place + 1)]).lowercased())
    default: return false
    }
  }

  /// Whether the word before a hyphen and a number is the letters of a code: *R-002*, *INC-301*, not *mid-1990*. Of 123 answers
  /// with such a hyphen in `Data/Natural` none stops at it.
  private func isCode(_ word: Range<Int>) -> Bool { characters[word].allSatisfy(\.isUppercase) }

  /// Whether a stroke between digits is one of two: *5/9/2021*, not *3.5/5*.
  private func isInDate(_ stroke: Int) -> Bool {
    let (before, after) = (wordStart(stroke) - 1, wordEnd(stroke + 1))
    return before > 0 && characters[before] == "/" && characters[before - 1].isNumber
      || after + 1 < characters.count && characters[after] == "/" && characters[after + 1].isNumber
  }

  /// What stands behind an apostrophe that is no part of a name.
  private static let contractions: Set<String> = ["s", "d", "m", "t", "ll", "re", "ve"]

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

  private func wordEnd(_ first: Int) -> Int {
    var end = first
    while end < characters.count, isWord(characters[end]) { end += 1 }
    return end
  }

  private func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
}
