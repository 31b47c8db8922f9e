/// What a set of spans is compared by: their numbers or their dates.
struct MeasureColumn: Sendable {
  /// nil where the span cannot be compared with the rest.
  var values: [Double?]
  /// Whether the values are dates, times of day or written like those, and are shown as they are written.
  var isDate: Bool
  /// Whether they are times of day, or may be: *8.30*.
  var isClock: Bool

  /// Whether what is largest by the plan is smallest here: an age and a birth date order the same things the other way
  /// round (*the oldest*: age 81, born 1943), where the plan expects one and the facts give the other. Times of day are
  /// no births, nor are numbers written like them (*8.30*).
  func isTurned(from kind: MeasureKind) -> Bool { !isClock && isDate != (kind == .date) }

  /// Reads every span as the plan says, unless more of them are of the other kind.
  init(_ texts: [String?], kind: MeasureKind, question: String) {
    if let durations = DurationColumn(texts) {
      (values, isDate, isClock) = (durations.values, true, true)
      return
    }
    var dates = texts.map { text -> CalendarDate? in
      guard let text else { return nil }
      if kind == .date {
        return ValueParser.date(in: text) ?? ValueParser.dayAndMonth(in: text) ?? Self.earlyYear(text)
      }
      if case .date(let date) = ValueParser.value(in: text) { return date }
      return nil
    }
    if kind == .date { Self.placeDays(of: texts, in: &dates) }
    Self.placeHours(of: texts, in: &dates)
    let numbers = zip(texts, dates).map { text, date in
      date == nil ? text.flatMap { ValueParser.number(in: $0) } : nil
    }
    let dateCount = dates.count { $0 != nil }
    let numberCount = numbers.count { $0 != nil }
    isDate = kind == .date ? dateCount > 0 && dateCount >= numberCount : dateCount > numberCount
    isClock =
      isDate
      ? dates.allSatisfy { $0.map { $0.scale == .clock } ?? true }
      : zip(texts, numbers).allSatisfy { $1 == nil || $0.map(Self.isWrittenLikeAClock) ?? true }
    values =
      isDate
      ? DateColumn(dates).values.map { $0.map(Double.init) } : NumberColumn(numbers, question: question).values
  }

  /// A year of three digits, where dates are wanted: *founded 655*. Ages are lower.
  private static func earlyYear(_ text: String) -> CalendarDate? {
    guard let number = ValueParser.statedNumber(in: text), number.unit == nil, (200..<1000).contains(number.value)
    else {
      return nil
    }
    return CalendarDate(years: Int(number.value)...Int(number.value))
  }

  /// Hours and minutes with a point between: *8.30*, *at 17.05*.
  private static func isWrittenLikeAClock(_ text: String) -> Bool {
    text.contains(".") && text.wholeMatch(of: /\D*(?:[01]?\d|2[0-4])\.[0-5]\d\D*/) != nil
  }

  /// Takes bare numbers for hours beside times of day: *5* and *noon*.
  private static func placeHours(of texts: [String?], in dates: inout [CalendarDate?]) {
    guard dates.contains(where: { $0?.scale == .clock }) else { return }
    for (index, text) in texts.enumerated() where dates[index] == nil {
      guard let text, let number = ValueParser.statedNumber(in: text), number.unit == nil,
        let hour = Int(exactly: number.value), (0...24).contains(hour)
      else { continue }
      dates[index] = CalendarDate(minute: hour * 60)
    }
  }

  /// Gives days without a month (*the 9th*, *Monday 7th*) the one month that the other dates name; where none names any,
  /// they are days of the same.
  private static func placeDays(of texts: [String?], in dates: inout [CalendarDate?]) {
    let months = Set(dates.compactMap { date in date?.months.map { CalendarDate(years: date?.years, months: $0) } })
    guard months.count < 2 else { return }
    for (index, text) in texts.enumerated() where dates[index]?.months == nil && dates[index]?.years == nil {
      guard let match = text?.firstMatch(of: /\b([12]?\d|3[01])(?:st|nd|rd|th)\b/), let day = Int(match.output.1) else {
        continue
      }
      var date = months.first ?? CalendarDate(month: 1)
      (date.day, date.minute) = (day, dates[index]?.minute)
      dates[index] = date
    }
  }
}
