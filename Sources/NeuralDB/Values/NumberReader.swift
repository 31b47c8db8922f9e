/// Reads numbers, in digits or words, at a place in a token list.
struct NumberReader {
  let tokens: [ValueToken]

  /// A number and the index after it.
  struct Reading {
    var value: Double
    var end: Int
    /// *3rd*, *third*: a place in an order rather than an amount.
    var isOrdinal = false
    /// Whether the reading is *a*/*half* and the like, which need a unit or a group word to count as a number.
    var isFraction = false
  }

  /// The number that starts at `start`, sign included.
  ///
  /// - Parameter money: whether a currency sign stands before, so that *m* and *B* are millions and billions.
  func number(at start: Int, money: Bool = false) -> Reading? {
    guard tokens.indices.contains(start) else { return nil }
    let standsFree = start == 0 || tokens[start].spaceBefore || tokens.isSymbol(start - 1, "(€$£")
    if tokens.isSymbol(start, "+-−–"), tokens.attached(start + 1), standsFree,
      var reading = unsigned(at: start + 1, money: money)
    {
      if tokens[start].text != "+" { reading.value = -reading.value }
      return reading
    }
    if ["minus", "negative"].contains(tokens[start].lower), var reading = unsigned(at: start + 1, money: money) {
      reading.value = -reading.value
      return reading
    }
    return unsigned(at: start, money: money)
  }

  private func unsigned(at start: Int, money: Bool) -> Reading? {
    digits(at: start, money: money) ?? fraction(at: start) ?? words(at: start)
  }

  // MARK: Digits

  private func digits(at start: Int, money: Bool) -> Reading? {
    guard tokens.indices.contains(start) else { return nil }
    // "A4", "v1" and "Covid-19" are names, "2h30" and "EUR50" are not.
    if start > 0, !tokens[start].spaceBefore, !money {
      let continuesNumber = start > 1 && tokens.attached(start - 1) && tokens[start - 2].number != nil
      if tokens[start - 1].isWord, !continuesNumber { return nil }
      if tokens.isSymbol(start - 1, "-"), start > 1, tokens[start - 2].isWord, tokens.attached(start - 1) { return nil }
    }
    if case .fraction(let value) = tokens[start].kind {
      return scaled(Reading(value: value, end: start + 1), money: money)
    }
    guard let value = tokens[start].number else { return nil }
    var reading = Reading(value: value, end: start + 1)
    if let vulgar = vulgarFraction(at: start) {
      return vulgar.isFraction ? scaled(vulgar, money: money) : vulgar
    }
    if tokens.indices.contains(reading.end), case .fraction(let part) = tokens[reading.end].kind {
      reading.value += part
      reading.end += 1
    } else if let part = vulgarFraction(at: reading.end), part.isFraction, tokens[reading.end].spaceBefore {
      reading.value += part.value
      reading.end = part.end
    }
    if tokens.attached(reading.end), let suffix = tokens.lower(reading.end),
      NumberWords.ordinalSuffixes.contains(suffix)
    {
      reading.end += 1
      reading.isOrdinal = true
      return reading
    }
    return scaled(reading, money: money)
  }

  /// `3/4`: a proper fraction of plain integers, of a kitchen's or a workshop's parts, or of something (*1/5 of it*, *2/5
  /// litre*). Others are marks, of which the first number is the value: *8/10*.
  private func vulgarFraction(at start: Int) -> Reading? {
    guard tokens.indices.contains(start), let top = tokens[start].plainInteger(digits: 1...3),
      tokens.isSymbol(start + 1, "/⁄"),
      tokens.attached(start + 1), tokens.attached(start + 2),
      let bottom = tokens[start + 2].plainInteger(digits: 1...3),
      top <= bottom, bottom > 0, !tokens.isSymbol(start + 3, "/")
    else { return nil }
    let next = tokens.lower(start + 3)
    let isPart = [2, 3, 4, 6, 8, 16, 32].contains(bottom) || next == "of" || next.flatMap(UnitTable.unit) != nil
    guard isPart, top < bottom else { return Reading(value: Double(top), end: start + 3) }
    return Reading(value: Double(top) / Double(bottom), end: start + 3, isFraction: true)
  }

  /// Applies *and a half* and the scale words or letters that follow.
  private func scaled(_ reading: Reading, money: Bool) -> Reading {
    var result = reading
    if let half = andFraction(at: result.end) {
      result.value += half.value
      result.end = half.end
    }
    while let scale = scale(at: result.end, money: money) {
      var value = result.value * scale.value
      var end = scale.end
      if let half = andFraction(at: end) {
        value += half.value * scale.value
        end = half.end
      }
      result.value = value
      result.end = end
    }
    return result
  }

  private func scale(at index: Int, money: Bool) -> Reading? {
    guard let word = tokens.lower(index), tokens[index].isWord else { return nil }
    if let scale = NumberWords.scales[word] ?? NumberWords.groups[word], !NumberWords.pairs.contains(word) {
      return Reading(value: scale, end: index + 1)
    }
    let isAttached = tokens.attached(index)
    switch tokens[index].text {
    case "k" where isAttached, "K" where isAttached: return Reading(value: 1e3, end: index + 1)
    case "M" where isAttached || money, "m" where money: return Reading(value: 1e6, end: index + 1)
    case "m" where isAttached && isAudience(index + 1): return Reading(value: 1e6, end: index + 1)
    case "B" where isAttached && isAudience(index + 1): return Reading(value: 1e9, end: index + 1)
    case "B" where money, "b" where money: return Reading(value: 1e9, end: index + 1)
    case "T" where money: return Reading(value: 1e12, end: index + 1)
    default: return nil
    }
  }

  /// Whether people or money stand there, which come in millions (*1.2m subscribers*, *3m euros*) and not in metres.
  private func isAudience(_ index: Int) -> Bool {
    guard let word = tokens.lower(index), tokens[index].isWord else { return false }
    if NumberWords.audiences.contains(word) { return true }
    if case .money? = UnitTable.unit(tokens[index].text)?.dimension { return true }
    return false
  }

  /// *and a half*, *and three quarters*, *-and-a-half*.
  func andFraction(at index: Int) -> Reading? {
    let hyphens =
      (tokens.lower(index + 1), tokens.lower(index + 3)) == ("and", "a") && tokens.isSymbol(index, "-")
      && tokens.isSymbol(index + 2, "-")
    if hyphens, tokens.isSymbol(index + 4, "-"),
      let part = tokens.lower(index + 5).flatMap({ NumberWords.fractions[$0] })
    {
      return Reading(value: part, end: index + 6, isFraction: true)
    }
    guard tokens.lower(index) == "and", let part = fraction(at: index + 1, absorbing: false) else { return nil }
    return tokens.lower(part.end) == "of" ? nil : part
  }
}
