/// Reads dates and clock times at a place in a token list.
struct DateReader {
  let tokens: [ValueToken]

  struct Reading {
    var date: CalendarDate
    var end: Int
    /// False for a bare year, which may as well be an amount.
    var isExplicit = true
  }

  /// The first date: an explicit one anywhere, else a bare year.
  func first() -> Reading? {
    for start in tokens.indices {
      if let reading = explicit(at: start) { return reading }
    }
    for start in tokens.indices {
      if let reading = bareYear(at: start) { return reading }
    }
    return nil
  }

  /// Token ranges of explicit dates, whose digits are no amounts.
  func explicitRanges() -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    while start < tokens.count {
      if let reading = explicit(at: start) {
        ranges.append(start..<reading.end)
        start = reading.end
      } else {
        start += 1
      }
    }
    return ranges
  }

  // MARK: Tokens

  func integer(_ at: Int, digits: ClosedRange<Int>) -> Int? {
    guard tokens.indices.contains(at) else { return nil }
    // "A4" and "v2" hold no date, the "T08" of a time stamp does.
    if at > 0, tokens.attached(at), tokens[at - 1].isWord,
      at < 2 || !tokens.attached(at - 1) || tokens[at - 2].number == nil
    {
      return nil
    }
    return tokens[at].plainInteger(digits: digits)
  }

  // MARK: Explicit dates

  func explicit(at start: Int) -> Reading? {
    guard var reading = calendarDay(at: start) else { return timeFirst(at: start) }
    // A clock time may follow: "7 March at 08:00", "2024-03-07T08:00".
    var next = reading.end
    if tokens.isSymbol(next, ",") { next += 1 }
    if let word = tokens.lower(next), ["at", "t", "from", "around"].contains(word) { next += 1 }
    if reading.date.day != nil || reading.date.weekday != nil, let time = clock(at: next) {
      (reading.date.minute, reading.date.second) = (time.minute, time.second)
      reading.end = time.end
    }
    return reading
  }

  /// *08:00 on 7 March*
  private func timeFirst(at start: Int) -> Reading? {
    guard let time = clock(at: start) else { return nil }
    var next = time.end
    if tokens.isSymbol(next, ",") { next += 1 }
    if tokens.lower(next) == "on" { next += 1 }
    if var day = calendarDay(at: next), day.date.day != nil || day.date.weekday != nil {
      (day.date.minute, day.date.second) = (time.minute, time.second)
      return day
    }
    var date = CalendarDate(minute: time.minute)
    date.second = time.second
    return Reading(date: date, end: time.end)
  }

  private func calendarDay(at start: Int) -> Reading? {
    if let weekday = weekday(at: start) { return weekday }
    return numericDate(at: start) ?? dottedDate(at: start) ?? dayRange(at: start) ?? dayMonth(at: start)
      ?? monthFirst(at: start) ?? longSpan(at: start) ?? feast(at: start)
  }

  /// *Tuesday*, *Tue, 5 March*
  private func weekday(at start: Int) -> Reading? {
    guard let word = tokens.lower(start) else { return nil }
    let full = DateWords.weekdays[word]
    guard let day = full ?? DateWords.weekdayAbbreviations[word] else { return nil }
    var next = start + 1
    while tokens.isSymbol(next, ",.") || tokens.lower(next) == "the" { next += 1 }
    if let date = numericDate(at: next) ?? dottedDate(at: next) ?? dayMonth(at: next) ?? monthFirst(at: next),
      date.date.day != nil
    {
      var result = date
      result.date.weekday = day
      return result
    }
    let time = tokens.lower(next) == "at" ? next + 1 : next
    guard full != nil || tokens[start].isCapitalised && (tokens.count == 1 || clock(at: time) != nil) else {
      return nil
    }
    return Reading(date: CalendarDate(weekday: day), end: start + 1)
  }

  /// *14 March 1991*, *the 5th of May 2003*, *3 Feb*
  private func dayMonth(at start: Int) -> Reading? {
    var index = start
    if tokens.lower(index) == "the" { index += 1 }
    var day = integer(index, digits: 1...2)
    index += 1
    if day != nil {
      if tokens.attached(index), let suffix = tokens.lower(index), NumberWords.ordinalSuffixes.contains(suffix) {
        index += 1
      }
    } else {
      let reader = NumberReader(tokens: tokens)
      guard let ordinal = reader.words(at: index - 1), ordinal.isOrdinal else { return nil }
      day = Int(exactly: ordinal.value)
      index = ordinal.end
    }
    guard let day, (1...31).contains(day) else { return nil }
    if tokens.lower(index) == "of" { index += 1 }
    if tokens.isSymbol(index, "-"), tokens.attached(index) { index += 1 }
    guard let month = month(at: index, besideNumber: true), day <= CalendarDate.longest(month.value) else { return nil }
    var reading = Reading(date: CalendarDate(month: month.value, day: day), end: month.end)
    var next = reading.end
    if tokens.isSymbol(next, ",-") { next += 1 }
    if let year = year(at: next) {
      reading.date.years = year.value...year.value
      reading.end = year.end
    } else if tokens.isSymbol(next - 1, "-"), tokens.attached(next), let short = integer(next, digits: 2...2) {
      // "12-Mar-23"
      let year = DateReader.year(ofTwoDigits: short)
      reading.date.years = year...year
      reading.end = next + 1
    }
    return reading
  }

  /// *10-12 May*, *3 to 5 June 2020*: the first of these days.
  private func dayRange(at start: Int) -> Reading? {
    guard let first = integer(start, digits: 1...2), first > 0,
      tokens.isSymbol(start + 1, "-–") || tokens.lower(start + 1) == "to",
      var last = dayMonth(at: start + 2), let day = last.date.day, first < day
    else { return nil }
    last.date.day = first
    return last
  }

  /// *March 14, 1991*, *March 1991*, *March*
  private func monthFirst(at start: Int) -> Reading? {
    guard let month = month(at: start, besideNumber: isDigits(start + 1) || isDigits(start + 2)) else { return nil }
    var next = month.end
    if tokens.lower(next) == "the" { next += 1 }
    if let day = integer(next, digits: 1...2), (1...CalendarDate.longest(month.value)).contains(day),
      !tokens.isSymbol(next + 1, ":")
    {
      next += 1
      if tokens.attached(next), let suffix = tokens.lower(next), NumberWords.ordinalSuffixes.contains(suffix) {
        next += 1
      }
      var reading = Reading(date: CalendarDate(month: month.value, day: day), end: next)
      if tokens.isSymbol(next, ",") { next += 1 }
      if let year = year(at: next) {
        reading.date.years = year.value...year.value
        reading.end = year.end
      }
      return reading
    }
    next = month.end
    if tokens.lower(next) == "of" || tokens.isSymbol(next, ",") { next += 1 }
    if let year = year(at: next), !isAmount(year.value, before: year.end) {
      return Reading(date: CalendarDate(year: year.value, month: month.value), end: year.end)
    }
    return Reading(date: CalendarDate(month: month.value), end: month.end)
  }

  /// Whether things follow a number behind a month that few would write a year of: *In April 2100 tickets were sold*, not
  /// *In April 2020 sales rose*.
  private func isAmount(_ number: Int, before next: Int) -> Bool {
    guard !(1900..<2050).contains(number), let word = tokens.lower(next), tokens[next].isWord else { return false }
    return word.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") && !tokens[next].isCapitalised
  }

  private func isDigits(_ at: Int) -> Bool { tokens.indices.contains(at) && tokens[at].number != nil }

  /// A month name; abbreviations, *may* and *march* in lower case only beside a number.
  private func month(at index: Int, besideNumber: Bool) -> (value: Int, end: Int)? {
    guard let word = tokens.lower(index), tokens[index].isWord else { return nil }
    if let value = DateWords.months[word] {
      let isVerb = (word == "may" || word == "march") && !tokens[index].isCapitalised
      return isVerb && !besideNumber ? nil : (value, index + 1)
    }
    guard besideNumber, let value = DateWords.monthAbbreviations[word] else { return nil }
    return (value, tokens.isSymbol(index + 1, ".") && tokens.attached(index + 1) ? index + 2 : index + 1)
  }

  /// A year of four digits, or any year before or after Christ.
  func year(at index: Int) -> (value: Int, end: Int)? {
    if let era = tokens.lower(index), era == "ad", let year = integer(index + 1, digits: 1...4) {
      return (year, index + 2)
    }
    // *'97*; read as of the last hundred years that most people write of.
    if tokens.isSymbol(index, "'’"), tokens.attached(index + 1), let year = integer(index + 1, digits: 2...2),
      !(tokens.attached(index + 2) && tokens.lower(index + 2) == "s")
    {
      return (year < 50 ? 2000 + year : 1900 + year, index + 2)
    }
    guard let year = integer(index, digits: 1...4) else { return nil }
    switch tokens.lower(index + 1) {
    case "bc", "bce": return (1 - year, index + 2)
    case "ad", "ce": return (year, index + 2)
    default: return (1000...2999).contains(year) ? (year, index + 1) : nil
    }
  }
}
