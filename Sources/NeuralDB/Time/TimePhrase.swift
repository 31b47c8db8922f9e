import Foundation

/// Reads a stretch of days at a place in a token list: a date with a year, or words that count from a day at hand
/// (*yesterday*, *last year*, *three weeks ago*).
struct TimePhrase {
  let tokens: [ValueToken]
  /// The day that relative words count from, since 1970-01-01 in UTC.
  let today: Int
  private let dates: DateReader

  typealias Reading = (days: ClosedRange<Int>, end: Int)

  init(tokens: [ValueToken], today: Date) {
    self.tokens = tokens
    self.today = Int((today.timeIntervalSince1970 / 86_400).rounded(.down))
    dates = DateReader(tokens: tokens)
  }

  /// The days that the words beginning at `start` name; nil when they name none, or leave the year open.
  func days(at start: Int) -> Reading? {
    guard tokens.indices.contains(start) else { return nil }
    return relative(at: start) ?? date(at: start).flatMap { reading in reading.date.days.map { ($0, reading.end) } }
  }

  /// A date as written, with its year or without.
  func date(at start: Int) -> DateReader.Reading? {
    guard tokens.indices.contains(start) else { return nil }
    if let reading = dates.explicit(at: start) { return reading }
    // A number under *the* is no year: "the 2000 boxes".
    return tokens.lower(start - 1) == "the" ? nil : dates.bareYear(at: start)
  }

  /// Like ``days(at:)``; a month or day without a year is the latest that has begun (*since March*).
  func latest(at start: Int) -> Reading? {
    if let reading = days(at: start) { return reading }
    guard let reading = date(at: start), reading.date.months != nil, let days = begun(reading.date) else { return nil }
    return (days, reading.end)
  }

  /// The parts of a day, in their order.
  static let partsOfDay = ["morning": 0, "afternoon": 1, "evening": 2, "night": 3]

  private func isPartOfDay(_ index: Int) -> Bool {
    tokens.lower(index).map { Self.partsOfDay[$0] != nil } ?? false
  }

  private func relative(at start: Int) -> Reading? {
    switch tokens.lower(start) {
    case "today", "tonight": return (today...today, start + 1)
    case "yesterday": return (today - 1...today - 1, start + (isPartOfDay(start + 1) ? 2 : 1))
    case "this":
      if isPartOfDay(start + 1) { return (today...today, start + 2) }
      return period(tokens.lower(start + 1), back: 0).map { ($0, start + 2) }
    case "last", "previous":
      if tokens.lower(start + 1) == "night" { return (today - 1...today - 1, start + 2) }
      if let days = period(tokens.lower(start + 1), back: 1) ?? month(at: start + 1) { return (days, start + 2) }
      return nil
    default: return ago(at: start)
    }
  }

  /// The week (from Monday), month or year so many before this one.
  private func period(_ unit: String?, back: Int) -> ClosedRange<Int>? {
    let date = CalendarDate(dayNumber: today)
    guard let year = date.year, let month = date.month else { return nil }
    switch unit {
    case "week":
      let monday = today - ((date.effectiveWeekday ?? 1) - 1) - 7 * back
      return monday...monday + 6
    case "month", "months":
      let months = year * 12 + month - 1 - back
      return CalendarDate(year: months / 12, month: months % 12 + 1).days
    case "year", "years": return CalendarDate(year: year - back).days
    default: return nil
    }
  }

  /// *last March*: the latest that is over.
  private func month(at index: Int) -> ClosedRange<Int>? {
    guard let word = tokens.lower(index), let month = DateWords.months[word], tokens[index].isCapitalised,
      let days = begun(CalendarDate(month: month))
    else { return nil }
    return days.contains(today) ? begun(CalendarDate(month: month), yearsBack: 1) : days
  }

  private func begun(_ date: CalendarDate, yearsBack: Int = 0) -> ClosedRange<Int>? {
    guard let year = CalendarDate(dayNumber: today).year else { return nil }
    var dated = date
    dated.years = year - yearsBack...year - yearsBack
    if let days = dated.days, days.lowerBound <= today { return days }
    dated.years = year - yearsBack - 1...year - yearsBack - 1
    return dated.days
  }

  /// *three weeks ago*: as vague as its unit.
  private func ago(at start: Int) -> Reading? {
    let numbers = NumberReader(tokens: tokens)
    var (count, end) = (1, start + 1)
    if let number = numbers.number(at: start), let whole = Int(exactly: number.value), (1...3000).contains(whole) {
      (count, end) = (whole, number.end)
    } else if tokens.lower(start) != "a", tokens.lower(start) != "an", tokens.lower(start) != "one" {
      return nil
    }
    guard let unit = tokens.lower(end), tokens.lower(end + 1) == "ago" else { return nil }
    switch unit {
    case "day", "days": return (today - count...today - count, end + 2)
    case "week", "weeks": return (today - 7 * count - 3...today - 7 * count + 3, end + 2)
    default: return period(unit, back: count).map { ($0, end + 2) }
    }
  }
}
