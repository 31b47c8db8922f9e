extension CalendarDate {
  /// Which fields two dates are compared on.
  enum Scale: Sendable, Hashable {
    case years, yearless, clock, weekday
  }

  /// The scale a date stands on by itself; nil for an empty date.
  var scale: Scale? {
    if years != nil { return .years }
    if months != nil { return .yearless }
    if minute != nil { return .clock }
    return weekday == nil ? nil : .weekday
  }

  /// The stretch of minutes the date covers on a scale (of the clock, seconds); nil when it lacks the fields. Without a
  /// year, years are all taken for one leap year.
  func minutes(on scale: Scale) -> ClosedRange<Int>? {
    switch scale {
    case .years:
      guard let years else { return nil }
      return minutes(years: years)
    case .yearless:
      guard months != nil else { return nil }
      return minutes(years: 2000...2000)
    case .clock:
      return minute.map { minute in
        let seconds = second.map { $0...$0 } ?? 0...59
        return minute * 60 + seconds.lowerBound...minute * 60 + seconds.upperBound
      }
    case .weekday:
      return effectiveWeekday.map { $0...$0 }
    }
  }

  private func minutes(years: ClosedRange<Int>) -> ClosedRange<Int> {
    let firstMonth = months?.lowerBound ?? 1
    let lastMonth = months?.upperBound ?? 12
    let first = CalendarDate.dayNumber(year: years.lowerBound, month: firstMonth, day: day ?? 1)
    let next =
      day.map { CalendarDate.dayNumber(year: years.upperBound, month: lastMonth, day: $0) + 1 }
      ?? CalendarDate.dayNumber(year: years.upperBound, month: lastMonth + 1, day: 1)
    if let minute, day != nil { return (first * 1440 + minute)...(first * 1440 + minute) }
    return (first * 1440)...(next * 1440 - 1)
  }

  /// The scale this date shares with the constant of a condition: the constant's own, less a year this date lacks.
  func sharedScale(with constant: CalendarDate) -> Scale? {
    guard let wanted = constant.scale else { return nil }
    if minutes(on: wanted) != nil { return wanted }
    if wanted == .years, months != nil, constant.months != nil { return .yearless }
    return nil
  }

  /// Whether every moment of `other` lies in this date, on the fields both have: 1991 contains 14 March 1991.
  public func contains(_ other: CalendarDate) -> Bool? {
    guard let scale = other.sharedScale(with: self), let outer = minutes(on: scale),
      let inner = other.minutes(on: scale)
    else { return nil }
    if let minute, scale != .clock, other.minute == nil || day == nil { return minute == other.minute }
    return outer.lowerBound <= inner.lowerBound && inner.upperBound <= outer.upperBound
  }

  /// Whether this date stands in `comparator` to `constant`; nil when they share no fields, or when this date is too
  /// vague to be equal or not (*March* to *= 14 March*).
  public func holds(_ comparator: Comparator, _ constant: CalendarDate) -> Bool? {
    guard let scale = sharedScale(with: constant), let own = minutes(on: scale), let other = constant.minutes(on: scale)
    else { return nil }
    switch comparator {
    case .before, .less: return own.upperBound < other.lowerBound
    case .after, .greater: return own.lowerBound > other.upperBound
    case .lessOrEqual: return own.upperBound <= other.upperBound
    case .greaterOrEqual: return own.lowerBound >= other.lowerBound
    case .equal, .between:
      if constant.contains(self) == true { return true }
      return own.overlaps(other) && contains(constant) == true ? nil : false
    }
  }

  /// -1, 0 or 1 as this date starts before, with or after `other`; nil when they share no fields.
  public func compared(to other: CalendarDate) -> Int? {
    guard let scale = sharedScale(with: other) ?? other.sharedScale(with: self), let own = minutes(on: scale),
      let theirs = other.minutes(on: scale)
    else { return nil }
    return (own.lowerBound - theirs.lowerBound).signum()
  }
}
