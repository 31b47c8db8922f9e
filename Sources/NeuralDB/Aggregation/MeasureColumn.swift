/// What a set of spans is compared by: their numbers or their dates.
struct MeasureColumn: Sendable {
  /// nil where the span cannot be compared with the rest.
  var values: [Double?]
  /// Whether the values are dates.
  var isDate: Bool

  /// Reads every span as the plan says, unless more of them are of the other kind.
  init(_ texts: [String?], kind: MeasureKind, question: String) {
    let dates = texts.map { text -> CalendarDate? in
      guard let text else { return nil }
      if kind == .date { return ValueParser.date(in: text) }
      if case .date(let date) = ValueParser.value(in: text) { return date }
      return nil
    }
    let numbers = zip(texts, dates).map { text, date in
      date == nil ? text.flatMap { ValueParser.number(in: $0) } : nil
    }
    let dateCount = dates.count { $0 != nil }
    let numberCount = numbers.count { $0 != nil }
    isDate = kind == .date ? dateCount > 0 && dateCount >= numberCount : dateCount > numberCount
    values =
      isDate
      ? DateColumn(dates).values.map { $0.map(Double.init) } : NumberColumn(numbers, question: question).values
  }
}
