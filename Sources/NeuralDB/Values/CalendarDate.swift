/// A date as far as it was written: a year, a month, a day without a year, a clock time, or any mixture.
///
/// Decades, centuries and seasons are ranges of years or months: *1990s* has years 1990...1999, *spring* months 3...5,
/// *winter* months 12...14 (it ends in the next year).
public struct CalendarDate: Sendable, Hashable {
  /// Astronomical years: 44 BC is -43.
  public var years: ClosedRange<Int>?
  /// 1...12 for a month; 12...14 for winter.
  public var months: ClosedRange<Int>?
  /// 1...31.
  public var day: Int?
  /// 1 for Monday ... 7 for Sunday, when it was written.
  public var weekday: Int?
  /// Minutes since midnight.
  public var minute: Int?
  /// 0...59, when it was written.
  public var second: Int?

  public init(
    years: ClosedRange<Int>? = nil, months: ClosedRange<Int>? = nil, day: Int? = nil, weekday: Int? = nil,
    minute: Int? = nil
  ) {
    self.years = years
    self.months = months
    self.day = day
    self.weekday = weekday
    self.minute = minute
  }

  /// A date of single fields.
  public init(year: Int? = nil, month: Int? = nil, day: Int? = nil, minute: Int? = nil) {
    self.init(years: year.map { $0...$0 }, months: month.map { $0...$0 }, day: day, minute: minute)
  }

  /// The year, when it is one year.
  public var year: Int? { years.flatMap { $0.lowerBound == $0.upperBound ? $0.lowerBound : nil } }
  /// The month, when it is one month.
  public var month: Int? { months.flatMap { $0.lowerBound == $0.upperBound ? $0.lowerBound : nil } }

  /// The weekday as written, or of a complete date.
  public var effectiveWeekday: Int? {
    if let weekday { return weekday }
    guard let year, let month, let day else { return nil }
    // Day 0 of `dayNumber` is 1970-01-01, a Thursday.
    let shifted = (CalendarDate.dayNumber(year: year, month: month, day: day) + 3) % 7
    return (shifted + 7) % 7 + 1
  }

  /// The most days that a month, 1...12, has in any year.
  static func longest(_ month: Int) -> Int { month == 2 ? 29 : [4, 6, 9, 11].contains(month) ? 30 : 31 }

  /// Days since 1970-01-01 in the proleptic Gregorian calendar; months beyond 12 run into the next year.
  /// Source: Howard Hinnant, *chrono-Compatible Low-Level Date Algorithms*, `days_from_civil`.
  static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let monthIndex = month - 1
    let civilYear = year + (monthIndex >= 0 ? monthIndex / 12 : 0)
    let civilMonth = monthIndex % 12 + 1
    let shifted = civilMonth <= 2 ? civilYear - 1 : civilYear
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (civilMonth + (civilMonth > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
