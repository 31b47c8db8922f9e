/// Reads a number with its unit, currency or counted noun at a place in a token list.
struct QuantityReader {
  let tokens: [ValueToken]
  private let numbers: NumberReader

  init(tokens: [ValueToken]) {
    self.tokens = tokens
    numbers = NumberReader(tokens: tokens)
  }

  struct Reading {
    var quantity: Quantity
    var end: Int
    var isOrdinal: Bool
  }

  /// The quantity that starts at `start`: *€1.2m*, *1 h 20 min*, *an hour and a half*, *12 drills*.
  func quantity(at start: Int) -> Reading? {
    guard var reading = quantity(at: start, factors: Self.mostFactors) else { return nil }
    // "4 degrees below zero"
    if tokens.lower(reading.end) == "below", ["zero", "freezing"].contains(tokens.lower(reading.end + 1) ?? "") {
      reading.quantity.value = -abs(reading.quantity.value)
      reading.end += 2
    }
    return reading
  }

  /// *3 x 2 x 400 g* has three; what goes on beyond is no amount.
  private static let mostFactors = 4

  private func quantity(at start: Int, factors: Int) -> Reading? {
    if let money = currencyFirst(at: start) { return money }
    if let duration = articleAndUnit(at: start) { return duration }
    guard let number = numbers.number(at: start) else { return nil }
    var reading = Reading(
      quantity: Quantity(value: number.value), end: number.end, isOrdinal: number.isOrdinal)
    guard !number.isOrdinal else { return reading }
    if let product = product(of: number, at: start, factors: factors) { return product }
    if var unit = unit(at: number.end) {
      if unit.unit.symbol == "m", let later = part(at: unit.end), later.unit.dimension == .time {
        unit.unit = .minute
      }
      reading.quantity.unit = unit.unit
      reading.end = unit.end
      addParts(to: &reading)
    } else if let noun = noun(at: number.end) {
      // "3 working days"
      let unit = UnitTable.unit(noun)
      reading.quantity.unit = unit?.dimension == .time ? unit : .noun(noun)
    } else if let upper = rangeEnd(at: number.end, from: start) {
      reading.quantity.unit = upper
    }
    return reading
  }

  /// *2 x 400 g*, *3 × £12*: so many of an amount. *2m x 3m* is a size.
  private func product(of count: NumberReader.Reading, at start: Int, factors: Int) -> Reading? {
    guard factors > 1, let sign = tokens.lower(count.end), sign == "x" || sign == "×", count.end == start + 1,
      tokens[start].plainInteger(digits: 1...4) != nil, let amount = quantity(at: count.end + 1, factors: factors - 1),
      !amount.isOrdinal,
      let unit = amount.quantity.unit, !unit.isNoun, unit.dimension != .length
    else { return nil }
    return Reading(
      quantity: Quantity(value: count.value * amount.quantity.value, unit: unit), end: amount.end, isOrdinal: false)
  }

  // MARK: Currency before the number

  private func currencyFirst(at start: Int) -> Reading? {
    var index = start
    var sign = 1.0
    if tokens.isSymbol(index, "-−–+"), tokens.attached(index + 1) {
      if tokens.isSymbol(index, "-−–") { sign = -1 }
      index += 1
    }
    guard let currency = matchUnit(at: index), case .money = currency.unit.dimension,
      !UnitTable.isName(currency.text), let number = numbers.number(at: currency.end, money: true)
    else { return nil }
    if tokens[currency.end].isWord, !tokens.attached(currency.end) { return nil }
    // "R2" and "p5" are names, "R240" is an amount.
    if currency.text == "R" && tokens[currency.end].text.count < 2 || currency.text == "p" { return nil }
    var value = sign * number.value
    var end = number.end
    // "€5 and 20 cents"
    if let cents = part(at: end), case .money = cents.unit.dimension, cents.unit.factor < 1 {
      value += cents.value * cents.unit.factor
      end = cents.end
    }
    return Reading(quantity: Quantity(value: value, unit: currency.unit), end: end, isOrdinal: false)
  }

  /// *an hour*, *a year*, *an hour and a half*.
  private func articleAndUnit(at start: Int) -> Reading? {
    guard let article = tokens.lower(start), article == "a" || article == "an", tokens.indices.contains(start + 1),
      let unit = matchUnit(at: start + 1), UnitTable.isName(unit.text), unit.unit.symbol != "bit"
    else { return nil }
    var reading = Reading(quantity: Quantity(value: 1, unit: unit.unit), end: unit.end, isOrdinal: false)
    addParts(to: &reading)
    return reading
  }

  // MARK: Units after the number

  /// The unit right after a number, across one space or hyphen (*5 km*, *52-minute*).
  private func unit(at index: Int) -> (unit: ValueUnit, end: Int)? {
    var at = index
    if tokens.isSymbol(at, "-‑"), tokens.attached(at + 1) { at += 1 }
    // "3+ years"
    if tokens.isSymbol(at, "+"), tokens.attached(at) { at += 1 }
    if tokens.isSymbol(at, "'’"), tokens.attached(at), tokens.attached(at + 1),
      tokens[at + 1].plainInteger(digits: 1...2) != nil
    {
      return (.foot, at + 1)
    }
    guard let match = matchUnit(at: at) else { return nil }
    return (match.unit, match.end)
  }

  /// The longest unit written at `index`.
  func matchUnit(at index: Int) -> (unit: ValueUnit, text: String, end: Int)? {
    guard tokens.indices.contains(index) else { return nil }
    var text = ""
    var best: (unit: ValueUnit, text: String, end: Int)?
    for end in index..<min(index + UnitTable.longest, tokens.count) {
      let token = tokens[end]
      if case .number = token.kind, end == index || token.spaceBefore { break }
      let isHyphen = token.text == "-" && end > index
      if end > index, token.spaceBefore || isHyphen, !text.hasSuffix(" ") { text += " " }
      if !isHyphen { text += token.text }
      // "an hour's drive"
      let name = text.hasSuffix("'s") || text.hasSuffix("’s") ? String(text.dropLast(2)) : text
      if let unit = UnitTable.unit(name), !isInsideWord(end) { best = (unit, name, end + 1) }
    }
    if let best, ["\"", "″", "′"].contains(best.text), tokens[index].spaceBefore { return nil }
    if best == nil, let inch = inch(at: index) { return (inch, "in", index + 1) }
    return best
  }

  /// Whether a word goes on after the token at `index` without a space (*C2*).
  private func isInsideWord(_ index: Int) -> Bool {
    guard tokens[index].isWord, tokens.indices.contains(index + 1), !tokens[index + 1].spaceBefore else { return false }
    return tokens[index + 1].isWord
  }

  /// *in* is an inch only where no preposition can stand: attached to the number or at the end.
  private func inch(at index: Int) -> ValueUnit? {
    guard tokens.lower(index) == "in" else { return nil }
    return index == tokens.count - 1 || !tokens[index].spaceBefore ? .inch : nil
  }

  // MARK: Compound values

  /// Adds *20 min* to *1 h*, *2 in* to *6 ft*, *and a half* to *an hour*.
  private func addParts(to reading: inout Reading) {
    guard let unit = reading.quantity.unit else { return }
    if let half = numbers.andFraction(at: reading.end), UnitTable.isName(tokens.lower(half.end) ?? "") == false {
      reading.quantity.value += half.value
      reading.end = half.end
    }
    var smallest = unit.factor
    while let part = part(at: reading.end, after: smallest == unit.factor ? unit : nil),
      part.unit.dimension.agrees(with: unit.dimension), part.unit.factor < smallest, unit.offset == 0,
      part.value * part.unit.factor < smallest * (1 - 1e-12)
    {
      let sign: Double = reading.quantity.value < 0 ? -1 : 1
      reading.quantity.value += sign * part.value * part.unit.factor / unit.factor
      reading.end = part.end
      smallest = part.unit.factor
    }
  }

  private struct Part {
    var value: Double
    var unit: ValueUnit
    var end: Int
  }

  /// A further number with a unit, after an optional *and* or comma. `h`, `min` and `ft` lend the next smaller unit to a bare
  /// number (*1h20*, *5 hours 10*, *4 min 12*, *6 ft 2*).
  private func part(at index: Int, after larger: ValueUnit? = nil) -> Part? {
    var at = index
    if tokens.isSymbol(at, ",") { at += 1 }
    if tokens.lower(at) == "and" { at += 1 }
    guard let number = numbers.number(at: at), !number.isOrdinal, number.value >= 0 else { return nil }
    if var unit = unit(at: number.end) {
      if unit.unit.symbol == "m", larger?.dimension == .time || laterSeconds(at: unit.end) { unit.unit = .minute }
      if larger?.symbol == "ft", unit.unit.dimension != .length, tokens.isSymbol(number.end, "″\"") {
        unit.unit = .inch
      }
      return Part(value: number.value, unit: unit.unit, end: unit.end)
    }
    guard at == index, tokens[at].plainInteger(digits: 1...2) != nil || tokens[at].isWord, number.value < 60 else {
      return nil
    }
    if tokens.lower(number.end) == "in", larger?.symbol == "ft" {
      return Part(value: number.value, unit: .inch, end: number.end + 1)
    }
    if larger?.symbol == "ft" { return Part(value: number.value, unit: .inch, end: number.end) }
    if let larger, let smaller = Self.smaller(than: larger, number.value), standsAlone(number.end) {
      return Part(value: number.value, unit: smaller, end: number.end)
    }
    if let larger, larger.symbol == "h" || larger.symbol == "min", tokens[at].plainInteger(digits: 1...2) != nil,
      tokens.attached(at) && larger.symbol == "h" || standsAlone(number.end)
    {
      return Part(value: number.value, unit: larger.symbol == "h" ? .minute : .second, end: number.end)
    }
    return nil
  }

  /// The unit of a bare number behind pounds and the like: *two pounds fifty*, *1 lb 9*.
  private static func smaller(than larger: ValueUnit, _ value: Double) -> ValueUnit? {
    if larger == .pound, value < 16 { return UnitTable.unit("oz") }
    // Less than ten cents are said with their name.
    guard larger == .pound || larger.dimension.isMoney && larger.factor == 1, (10..<100).contains(value) else {
      return nil
    }
    return ValueUnit(larger.symbol, larger.dimension, factor: larger.factor / 100)
  }

  /// Whether nothing that counts or ranges on follows a number that ends before `index`.
  private func standsAlone(_ index: Int) -> Bool {
    guard tokens.indices.contains(index) else { return true }
    if tokens[index].kind == .symbol { return !tokens.isSymbol(index, ":-–/%€£$×") }
    let lower = tokens[index].lower
    return Self.breaks.contains(lower) && !["to", "or", "of", "times"].contains(lower)
  }

  private func laterSeconds(at index: Int) -> Bool {
    guard let number = numbers.number(at: index), let unit = unit(at: number.end) else { return false }
    return unit.unit.dimension == .time && unit.unit.factor < 60
  }

  /// The unit of the upper end of a range (*30-35 minutes*, *4 to 5 days*, *between 5 and 10 kg*), which the lower end
  /// shares.
  private func rangeEnd(at index: Int, from start: Int) -> ValueUnit? {
    let word = tokens.lower(index)
    let joins = word == "to" || word == "or" || (word == "and" && tokens.lower(start - 1) == "between")
    guard joins || tokens.isSymbol(index, "-–"), let number = numbers.number(at: index + 1), !number.isOrdinal else {
      return nil
    }
    return unit(at: number.end)?.unit ?? noun(at: number.end).map(ValueUnit.noun)
  }

  // MARK: Nouns

  /// The counted noun: the first plural within three words, with only adjectives between.
  private func noun(at index: Int) -> String? {
    var at = index
    if tokens.isSymbol(at, "-") { at += 1 }
    for word in at..<min(at + 3, tokens.count) {
      guard tokens[word].isWord, !QuantityReader.breaks.contains(tokens[word].lower) else { return nil }
      let lower = tokens[word].lower
      let isPlural = lower.count > 2 && lower.hasSuffix("s") && !lower.hasSuffix("ss")
      if isPlural || QuantityReader.irregular.contains(lower) { return lower }
    }
    return nil
  }

  private static let irregular: Set<String> = [
    "people", "children", "men", "women", "sheep", "fish", "mice", "geese", "staff", "teeth", "feet", "aircraft",
  ]

  /// Words no counted noun stands behind.
  private static let breaks: Set<String> = [
    "in", "on", "at", "of", "for", "from", "to", "and", "or", "a", "an", "the", "per", "by", "with", "is", "was",
    "were", "are", "has", "as", "this", "his", "its", "ago", "always", "less", "sometimes", "across", "plus", "times",
    "minus", "versus", "yes", "until", "since", "than", "while", "but", "not", "does", "it", "he", "she", "they",
  ]
}
