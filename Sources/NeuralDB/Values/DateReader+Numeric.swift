extension DateReader {
  /// `1991-03-14`, `1991-03`, `3/1991`, `14/3/1991`, `14-03-91`, and spans of years (`1939-1945`, `1990/91`).
  func numericDate(at start: Int) -> Reading? {
    guard start == 0 || !tokens.attached(start) || !tokens.isSymbol(start - 1, "-/.") else { return nil }
    guard let first = integer(start, digits: 1...4), tokens.isSymbol(start + 1, "-–/"), tokens.attached(start + 1),
      tokens.attached(start + 2), let second = integer(start + 2, digits: 1...4)
    else { return nil }
    let width = tokens[start].text.count
    if tokens.isSymbol(start + 3, tokens[start + 1].text), tokens.attached(start + 3), tokens.attached(start + 4),
      let third = integer(start + 4, digits: 1...4)
    {
      let parts = [(first, width), (second, tokens[start + 2].text.count), (third, tokens[start + 4].text.count)]
      return DateReader.ordered(parts).map { Reading(date: $0, end: start + 5) }
    }
    if tokens[start + 1].text == "/", (1...12).contains(first), (1000...2999).contains(second) {
      return Reading(date: CalendarDate(year: second, month: first), end: start + 3)
    }
    guard width == 4, (1000...2999).contains(first) else { return nil }
    let secondWidth = tokens[start + 2].text.count
    if secondWidth == 2, tokens[start + 1].text == "-", (1...12).contains(second) {
      return Reading(date: CalendarDate(year: first, month: second), end: start + 3)
    }
    let last = secondWidth == 2 ? first / 100 * 100 + second : second
    guard secondWidth != 3, last > first, last <= 2999 else { return nil }
    return Reading(date: CalendarDate(years: first...last), end: start + 3)
  }

  /// `14.3.1991`
  func dottedDate(at start: Int) -> Reading? {
    guard tokens.indices.contains(start), tokens[start].kind == .dotted else { return nil }
    if start > 0, tokens.attached(start), tokens[start - 1].isWord { return nil }
    let pieces = tokens[start].text.split(separator: ".")
    let parts = pieces.compactMap { piece in Int(piece).map { ($0, piece.count) } }
    // Versions look the same; a date has a year of four digits, or is written with leading zeros throughout.
    guard parts.count == 3, parts[0].1 == 4 || parts[2].1 == 4 || parts.allSatisfy({ $0.1 == 2 }) else { return nil }
    return DateReader.ordered(parts).map { Reading(date: $0, end: start + 1) }
  }

  /// The year that dates written short mean.
  static func year(ofTwoDigits year: Int) -> Int { year + (year <= 35 ? 2000 : 1900) }

  /// Three numbers with their widths as a date: year first when it has four digits, else day first unless only month
  /// first is possible.
  private static func ordered(_ parts: [(Int, Int)]) -> CalendarDate? {
    var (year, month, day) = (parts[2].0, parts[1].0, parts[0].0)
    if parts[0].1 == 4 {
      (year, month, day) = (parts[0].0, parts[1].0, parts[2].0)
    } else {
      guard parts[2].1 == 4 || parts[2].1 == 2 else { return nil }
      if month > 12 { (month, day) = (day, month) }
      if parts[2].1 == 2 { year = DateReader.year(ofTwoDigits: year) }
    }
    guard (1...12).contains(month), (1...CalendarDate.longest(month)).contains(day), (1...2999).contains(year) else {
      return nil
    }
    return CalendarDate(year: year, month: month, day: day)
  }

  /// `14:30`, `2.30 pm`, `6 am`, `5 o'clock`, *seven pm*, *half past seven*, *noon*, `2:31:05`; minutes since midnight, and
  /// seconds where they are written.
  func clock(at start: Int) -> (minute: Int, second: Int?, end: Int)? {
    guard let word = tokens.lower(start) else { return nil }
    if let minute = DateWords.clockWords[word] { return (minute, nil, start + 1) }
    if let spoken = spokenClock(at: start) { return spoken }
    if let hour = integer(start, digits: 1...2) {
      if tokens.isSymbol(start + 1, ":"), tokens.attached(start + 1), tokens.attached(start + 2),
        let minute = integer(start + 2, digits: 2...2), hour < 25, minute < 60
      {
        let end = start + 3
        if tokens.isSymbol(end, ":"), tokens.attached(end), let second = integer(end + 1, digits: 2...2), second < 60 {
          return time(hour: hour, minute: minute, second: second, end: end + 2)
        }
        return time(hour: hour, minute: minute, end: end)
      }
      if isOClock(start + 1), hour < 25 { return time(hour: hour, minute: 0, end: start + 2) }
      return withHalf(hour: hour, minute: 0, end: start + 1)
    }
    let parts = tokens[start].text.split(separator: ".")
    guard tokens[start].number != nil, parts.count == 2, parts[1].count == 2, let hour = Int(parts[0]),
      let minute = Int(parts[1]), minute < 60
    else { return nil }
    return withHalf(hour: hour, minute: minute, end: start + 1)
  }

  /// *half past seven*, *quarter to nine*, *twenty past 6*, *five o'clock*, *seven pm*.
  private func spokenClock(at start: Int) -> (minute: Int, second: Int?, end: Int)? {
    func hour(_ index: Int) -> Int? {
      guard let word = tokens.lower(index) else { return nil }
      let value = integer(index, digits: 1...2) ?? NumberWords.units[word].map(Int.init)
      return value.flatMap { (1...12).contains($0) ? $0 : nil }
    }
    guard let word = tokens.lower(start) else { return nil }
    if tokens[start].isWord, let hour = hour(start) {
      if isOClock(start + 1) { return time(hour: hour, minute: 0, end: start + 2) }
      if let half = withHalf(hour: hour, minute: 0, end: start + 1) { return half }
    }
    let parts: [String: Int] = ["quarter": 15, "half": 30]
    let minutes =
      parts[word] ?? integer(start, digits: 1...2) ?? (NumberWords.units[word] ?? NumberWords.tens[word]).map(Int.init)
    guard let minutes, minutes < 60, let hour = hour(start + 2) else { return nil }
    switch tokens.lower(start + 1) {
    case "past": return time(hour: hour, minute: minutes, end: start + 3)
    // "ten to twelve" is a range as well, "twenty to eight" is none.
    case "to" where [5, 10, 15, 20, 25].contains(minutes) && (minutes > hour || word == "quarter" || isTold(start)):
      return time(hour: hour == 1 ? 12 : hour - 1, minute: 60 - minutes, end: start + 3)
    default: return nil
    }
  }

  /// Whether a word before `start` says that a time of day follows.
  private func isTold(_ start: Int) -> Bool {
    guard start > 0, let word = tokens.lower(start - 1) else { return false }
    return ["at", "by", "before", "after", "around", "about", "till", "until"].contains(word)
  }

  private func isOClock(_ index: Int) -> Bool {
    let word = tokens.lower(index)
    return word == "o'clock" || word == "o’clock"
  }

  /// In the half of the day that is named at `end`, else as the hour is written.
  private func time(
    hour: Int, minute: Int, second: Int? = nil, end: Int
  ) -> (minute: Int, second: Int?, end: Int) {
    withHalf(hour: hour, minute: minute, second: second, end: end) ?? (hour * 60 + minute, second, end)
  }

  /// Applies *am*, *p.m.*, *in the evening* at `end`; nil when there is none.
  private func withHalf(
    hour: Int, minute: Int, second: Int? = nil, end: Int
  ) -> (minute: Int, second: Int?, end: Int)? {
    guard (1...12).contains(hour), let word = tokens.lower(end) else { return nil }
    var half = word
    var next = end + 1
    if word == "a" || word == "p", tokens.isSymbol(end + 1, "."), tokens.attached(end + 1),
      tokens.lower(end + 2) == "m", tokens.attached(end + 2)
    {
      half = word + "m"
      next = end + 3
      if tokens.isSymbol(next, "."), tokens.attached(next) { next += 1 }
    }
    // "12 in the morning" may be twelve of something; said of a time, or alone, it is one.
    let isTime = minute > 0 || tokens[end - 1].lower.hasSuffix("clock") || isTold(end - 1) || end == 1
    if isTime, word == "in", tokens.lower(end + 1) == "the", let part = tokens.lower(end + 2) {
      half = ["morning": "am", "afternoon": "pm", "evening": "pm"][part] ?? ""
      next = end + 3
    }
    if isTime, word == "at", tokens.lower(end + 1) == "night" {
      half = hour == 12 || hour < 5 ? "am" : "pm"
      next = end + 2
    }
    guard half == "am" || half == "pm" else { return nil }
    return ((hour % 12 + (half == "pm" ? 12 : 0)) * 60 + minute, second, next)
  }
}
