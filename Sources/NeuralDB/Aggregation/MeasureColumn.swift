/// What a set of spans is compared by: their numbers or their dates.
struct MeasureColumn: Sendable {
  /// nil where the span cannot be compared with the rest.
  var values: [Double?]
  /// Whether the values are dates or times of day.
  var isDate: Bool
  /// Whether they are times of day, or may be: *8.30*.
  var isClock: Bool

  /// Whether what is largest by the plan is smallest here: an age and a birth date order the same things the other way
  /// round (*the oldest*: age 81, born 1943), where the plan expects one and the facts give the other. Times of day are
  /// no births, nor are numbers written like them (*8.30*).
  func isTurned(from kind: MeasureKind) -> Bool { !isClock && isDate != (kind == .date) }

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
    isClock =
      isDate
      ? dates.allSatisfy { $0.map { $0.scale == .clock } ?? true }
      : zip(texts, numbers).allSatisfy { $1 == nil || $0.map(Self.isWrittenLikeAClock) ?? true }
    values =
      isDate
      ? DateColumn(dates).values.map { $0.map(Double.init) } : NumberColumn(numbers, question: question).values
  }

  /// Hours and minutes with a point between: *8.30*, *at 17.05*.
  private static func isWrittenLikeAClock(_ text: String) -> Bool {
    text.wholeMatch(of: /\D*(?:[01]?\d|2[0-4])\.[0-5]\d\D*/) != nil
  }
}
