extension Condition {
  /// Whether the value in `spanText` meets the condition: by date when the constants are dates, else by number and unit,
  /// else, for `=`, as text.
  ///
  /// - Returns: nil when the two cannot be compared (a date with a weight, euros with dollars, no value at all).
  public func holds(for spanText: String) -> Bool? {
    guard let first = constants.first, constants.count == (comparator == .between ? 2 : 1) else { return nil }
    if prefersDates, let verdict = dateHolds(for: spanText) { return verdict }
    let needsDate = (comparator == .before || comparator == .after) && ValueParser.date(in: first) != nil
    if !needsDate, let verdict = numberHolds(for: spanText) { return verdict }
    if let verdict = dateHolds(for: spanText) { return verdict }
    guard comparator == .equal, ValueParser.number(in: first) == nil, ValueParser.date(in: first) == nil else {
      return nil
    }
    return TextNormalizer.normalized(spanText) == TextNormalizer.normalized(first)
  }

  /// Whether a constant is written out as a date, or the comparator speaks of time. Bare years are left to the span: in
  /// *more than 2000* they may be amounts.
  private var prefersDates: Bool {
    if comparator == .before || comparator == .after { return true }
    return constants.contains { constant in
      if case .date = ValueParser.value(in: constant) { true } else { false }
    }
  }

  private func dateHolds(for text: String) -> Bool? {
    let isDated = prefersDates && constants.allSatisfy { ValueParser.date(in: $0) != nil }
    guard let value = ValueParser.date(in: text) ?? (isDated ? ValueParser.dayAndMonth(in: text) : nil) else {
      return nil
    }
    var dates = constants.compactMap { ValueParser.date(in: $0) }
    // "between 3 and 9 March 2024": the first constant takes what only the second says.
    if comparator == .between, dates.count == 1, let last = constants.last, var from = ValueParser.date(in: last),
      let day = ValueParser.ordinalOrCount(in: constants[0]), from.day != nil, day <= 31
    {
      from.day = day
      dates.insert(from, at: 0)
    }
    guard dates.count == constants.count else { return nil }
    guard comparator == .between else { return value.holds(comparator, dates[0]) }
    if dates[0].years == nil { dates[0].years = dates[1].years }
    guard let from = value.holds(.greaterOrEqual, dates[0]), let to = value.holds(.lessOrEqual, dates[1]) else {
      return nil
    }
    return from && to
  }

  private func numberHolds(for text: String) -> Bool? {
    guard let value = ValueParser.number(in: text) ?? duration(text) else { return nil }
    var numbers = constants.compactMap { ValueParser.number(in: $0) }
    guard numbers.count == constants.count else { return nil }
    // "between 10 and 20 minutes"
    if numbers.count == 2, numbers[0].unit == nil { numbers[0].unit = numbers[1].unit }
    let orders = numbers.compactMap { value.compared(to: $0) }
    guard orders.count == numbers.count else { return nil }
    guard comparator == .between else { return comparator.holds(order: orders[0]) }
    return orders[0] >= 0 && orders[1] <= 0
  }

  /// What *1:12* says under *less than two minutes*: minutes and seconds; under *three hours* hours and minutes.
  private func duration(_ text: String) -> Quantity? {
    let unit = constants.compactMap { ValueParser.number(in: $0)?.unit }.first
    guard let unit, unit.dimension == .time, let seconds = DurationColumn.result(text)?.seconds else { return nil }
    let isHours = unit.factor == 3600 && text.count { $0 == ":" } == 1
    return Quantity(value: isHours ? seconds * 60 : seconds, unit: .second)
  }
}
