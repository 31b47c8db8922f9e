extension DateReader {
  /// Decades, centuries, seasons, quarters, and years with an era.
  func longSpan(at start: Int) -> Reading? {
    decade(at: start) ?? century(at: start) ?? season(at: start) ?? quarter(at: start) ?? eraYear(at: start)
  }

  /// *1990s*, *the nineties*, *the 90s*, *the '90s*
  private func decade(at start: Int) -> Reading? {
    let before = tokens.isSymbol(start - 1, "'’") && tokens.attached(start) ? start - 2 : start - 1
    if tokens.lower(before) == "the", let short = integer(start, digits: 2...2), short % 10 == 0,
      tokens.attached(start + 1), tokens.lower(start + 1) == "s"
    {
      let year = short + (short < 20 ? 2000 : 1900)
      return Reading(date: CalendarDate(years: year...(year + 9)), end: start + 2)
    }
    if let year = integer(start, digits: 4...4), year % 10 == 0 {
      let length = year % 100 == 0 ? 99 : 9
      if tokens.attached(start + 1), tokens.lower(start + 1) == "s" {
        return Reading(date: CalendarDate(years: year...(year + length)), end: start + 2)
      }
      if tokens.isSymbol(start + 1, "'’"), tokens.attached(start + 2), tokens.lower(start + 2) == "s" {
        return Reading(date: CalendarDate(years: year...(year + length)), end: start + 3)
      }
    }
    guard tokens.lower(start - 1) == "the", let word = tokens.lower(start), let year = DateWords.decades[word] else {
      return nil
    }
    return Reading(date: CalendarDate(years: year...(year + 9)), end: start + 1)
  }

  /// *the 19th century*: 1800...1899, as the phrase is used.
  private func century(at start: Int) -> Reading? {
    let reader = NumberReader(tokens: tokens)
    guard tokens.indices.contains(start), let number = reader.number(at: start), number.isOrdinal,
      (1...30).contains(number.value)
    else { return nil }
    var index = number.end
    if tokens.isSymbol(index, "-") { index += 1 }
    guard tokens.lower(index) == "century" else { return nil }
    let first = (Int(number.value) - 1) * 100
    if let era = tokens.lower(index + 1), era == "bc" || era == "bce" {
      return Reading(date: CalendarDate(years: (-first - 99)...(-first)), end: index + 2)
    }
    return Reading(date: CalendarDate(years: first...(first + 99)), end: index + 1)
  }

  /// *spring 2020*, *summer of 1998*, *winter*
  private func season(at start: Int) -> Reading? {
    guard let word = tokens.lower(start), let months = DateWords.seasons[word] else { return nil }
    var next = start + 1
    if tokens.lower(next) == "of" { next += 1 }
    if tokens.lower(next) == "the" { next += 1 }
    if let year = year(at: next) {
      return Reading(date: CalendarDate(years: year.value...year.value, months: months), end: year.end)
    }
    // "fall" and "spring" are also common words: alone they need to be all there is, or to follow "in".
    guard tokens.count <= 2 || tokens.lower(start - 1) == "in" || word == "summer" || word == "winter" else {
      return nil
    }
    return Reading(date: CalendarDate(months: months), end: start + 1)
  }

  /// *Q3 2021*
  private func quarter(at start: Int) -> Reading? {
    guard tokens.lower(start) == "q", tokens.attached(start + 1), tokens[start + 1].text.count == 1,
      let number = tokens[start + 1].number, (1...4).contains(number), let year = year(at: start + 2)
    else { return nil }
    let first = Int(number) * 3 - 2
    return Reading(
      date: CalendarDate(years: year.value...year.value, months: first...(first + 2)), end: year.end)
  }

  /// *44 BC*, *AD 79*
  private func eraYear(at start: Int) -> Reading? {
    guard let year = year(at: start), tokens.lower(start) == "ad" || tokens.lower(start + 1).map(isEra) == true else {
      return nil
    }
    return Reading(date: CalendarDate(year: year.value), end: year.end)
  }

  private func isEra(_ word: String) -> Bool { ["bc", "bce", "ad", "ce"].contains(word) }

  /// *Christmas 2022*
  func feast(at start: Int) -> Reading? {
    for feast in DateWords.feasts {
      let end = start + feast.words.count
      guard end <= tokens.count, zip(tokens[start..<end], feast.words).allSatisfy({ $0.lower == $1 }) else { continue }
      var reading = Reading(date: CalendarDate(month: feast.month, day: feast.day), end: end)
      if let year = year(at: end) {
        reading.date.years = year.value...year.value
        reading.end = year.end
      }
      return reading
    }
    return nil
  }

  /// A number of four digits alone, with no unit that makes it an amount.
  func bareYear(at start: Int) -> Reading? {
    guard let year = integer(start, digits: 4...4), (1000...2999).contains(year) else { return nil }
    if start > 0, tokens[start - 1].kind == .symbol, !tokens.isSymbol(start - 1, "([,;:-–'\"“‘.") { return nil }
    let quantity = QuantityReader(tokens: tokens).quantity(at: start)?.quantity
    guard quantity?.unit == nil, quantity?.value == Double(year) else { return nil }
    return Reading(date: CalendarDate(year: year), end: start + 1, isExplicit: false)
  }
}
