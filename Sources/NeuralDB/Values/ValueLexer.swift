/// Cuts a span into `ValueToken`s. Thousands separators and decimal marks are resolved here.
///
/// `1,240` and `1,20,000` are grouped; `1.240,50`, `1.240.000` and `€1.240` too, `1.240` alone is a decimal, as is the price
/// `€1.859` of a litre; `1 000` and `1'000` are grouped, but not *2 400g* of *2 400g tins*; `3,5` is a decimal; `3.8.1` is no
/// number.
struct ValueLexer {
  private let characters: [Character]
  /// UTF-8 offset of each character, and of the end.
  private let offsets: [Int]
  private var index = 0
  private var tokens: [ValueToken] = []

  static func tokens(of text: String) -> [ValueToken] {
    var lexer = ValueLexer(characters: Array(text))
    return lexer.run()
  }

  private init(characters: [Character]) {
    self.characters = characters
    offsets = characters.utf8Offsets
  }

  private func isDigit(_ at: Int) -> Bool {
    at >= 0 && at < characters.count && ("0"..."9").contains(characters[at])
  }

  private func isLetter(_ at: Int) -> Bool {
    at >= 0 && at < characters.count && characters[at].isLetter
  }

  private mutating func run() -> [ValueToken] {
    var space = true
    while index < characters.count {
      let character = characters[index]
      if character.isWhitespace {
        space = true
        index += 1
        continue
      }
      let leadingDot = character == "." && isDigit(index + 1) && !isDigit(index - 1) && !isLetter(index - 1)
      if isDigit(index) || leadingDot {
        readNumber(spaceBefore: space)
      } else if isLetter(index) {
        readWord(spaceBefore: space)
      } else {
        index += 1
        append(
          ValueLexer.fractions[character].map(ValueToken.Kind.fraction) ?? .symbol, from: index - 1, spaceBefore: space)
      }
      space = false
    }
    return tokens
  }

  private mutating func readWord(spaceBefore: Bool) {
    let start = index
    while index < characters.count {
      let apostrophe = characters[index] == "'" || characters[index] == "’"
      guard isLetter(index) || (apostrophe && isLetter(index + 1)) else { break }
      index += 1
    }
    append(.word, from: start, spaceBefore: spaceBefore)
  }

  private mutating func append(_ kind: ValueToken.Kind, from start: Int, spaceBefore: Bool) {
    tokens.append(
      ValueToken(
        kind: kind, text: String(characters[start..<index]), spaceBefore: spaceBefore,
        range: offsets[start]..<offsets[index]))
  }

  private func endOfDigits(_ at: Int) -> Int {
    var end = at
    while isDigit(end) { end += 1 }
    return end
  }

  private mutating func readNumber(spaceBefore: Bool) {
    let start = index
    let first = endOfDigits(start)
    var digits = String(characters[start..<first])
    var end = first
    var dotted = false
    if let groups = groupedEnd(start: start, first: first) {
      digits = String(characters[start..<groups.end].filter { ("0"..."9").contains($0) })
      end = groups.end
      if characters.indices.contains(end), groups.marks.contains(characters[end]), isDigit(end + 1) {
        let fraction = endOfDigits(end + 1)
        digits += "." + String(characters[(end + 1)..<fraction])
        end = fraction
      }
    } else if characters.indices.contains(first), characters[first] == ".", isDigit(first + 1) {
      end = endOfDigits(first + 1)
      digits += "." + String(characters[(first + 1)..<end])
      while characters.indices.contains(end), characters[end] == ".", isDigit(end + 1) {
        dotted = true
        end = endOfDigits(end + 1)
      }
    } else if let comma = decimalCommaEnd(first: first) {
      digits += "." + String(characters[(first + 1)..<comma])
      end = comma
    }
    if digits.hasPrefix(".") { digits = "0" + digits }
    if !dotted, let exponent = exponentEnd(end) {
      digits += String(characters[end..<exponent])
      end = exponent
    }
    index = end
    let plain = end == first && first > start
    append(
      dotted ? .dotted : .number(Double(digits) ?? .nan, plain: plain), from: start, spaceBefore: spaceBefore)
  }

  /// Where a number grouped in thousands ends, and the decimal marks that may follow; nil when it is not grouped.
  private func groupedEnd(start: Int, first: Int) -> (end: Int, marks: Set<Character>)? {
    guard (1...3).contains(first - start), first < characters.count else { return nil }
    let mark = characters[first]
    guard ",.'’ \u{a0}\u{202f}\u{2009}".contains(mark), characters[start] != "0" else { return nil }
    var end = first
    var groups = 0
    while end < characters.count, characters[end] == mark, endOfDigits(end + 1) == end + 4 {
      groups += 1
      end += 4
    }
    switch mark {
    case ",":
      if groups == 0, first - start < 3 { return indianEnd(first: first) }
      return groups > 0 ? (end, ["."]) : nil
    case ".":
      let decimals = end < characters.count && characters[end] == "," && isDigit(end + 1)
      let another = end < characters.count && characters[end] == "." && isDigit(end + 1)
      let isMoney = groups == 1 && !another && characters[end - 1] == "0" && isBesideCurrency(start..<end)
      return groups > 1 && !another || groups == 1 && decimals || isMoney ? (end, [","]) : nil
    case " " where isLetter(end): return nil
    default:
      return groups > 0 ? (end, [".", ","]) : nil
    }
  }

  /// Whether a sign of money stands before a number, or a sign or *euro* behind it.
  private func isBesideCurrency(_ number: Range<Int>) -> Bool {
    let before = characters[..<number.lowerBound].suffix(2).reversed().first { $0 != " " }
    let after = characters[number.upperBound...].prefix(5)
    return before?.isCurrencySymbol ?? false || after.first { $0 != " " }?.isCurrencySymbol ?? false
      || String(after).lowercased() == " euro"
  }

  /// Lakhs and crores: groups of two before the last group of three (`1,20,000`).
  private func indianEnd(first: Int) -> (end: Int, marks: Set<Character>)? {
    var end = first
    var pairs = 0
    while end < characters.count, characters[end] == ",", endOfDigits(end + 1) == end + 3 {
      pairs += 1
      end += 3
    }
    guard pairs > 0, end < characters.count, characters[end] == ",", endOfDigits(end + 1) == end + 4 else {
      return nil
    }
    return (end + 4, ["."])
  }

  /// The end of `3,5`; nil when the comma separates items or groups.
  private func decimalCommaEnd(first: Int) -> Int? {
    guard characters.indices.contains(first), characters[first] == ",", isDigit(first + 1) else { return nil }
    let end = endOfDigits(first + 1)
    let anotherComma = characters.indices.contains(end) && characters[end] == "," && isDigit(end + 1)
    return anotherComma ? nil : end
  }

  private func exponentEnd(_ at: Int) -> Int? {
    guard at < characters.count, characters[at] == "e" || characters[at] == "E" else { return nil }
    let signed = at + 1 < characters.count && (characters[at + 1] == "-" || characters[at + 1] == "+")
    let digits = at + (signed ? 2 : 1)
    guard isDigit(digits) else { return nil }
    let end = endOfDigits(digits)
    return isLetter(end) ? nil : end
  }

  private static let fractions: [Character: Double] = [
    "½": 1.0 / 2, "⅓": 1.0 / 3, "⅔": 2.0 / 3, "¼": 1.0 / 4, "¾": 3.0 / 4, "⅕": 1.0 / 5, "⅖": 2.0 / 5, "⅗": 3.0 / 5,
    "⅘": 4.0 / 5, "⅙": 1.0 / 6, "⅚": 5.0 / 6, "⅛": 1.0 / 8, "⅜": 3.0 / 8, "⅝": 5.0 / 8, "⅞": 7.0 / 8,
  ]
}
