/// Dates of several facts brought to one scale, so that they order totally.
struct DateColumn: Sendable {
  /// Where each date starts, in minutes on the common scale; nil where there is none.
  var values: [Int?]

  /// Dates without a year join those with one when all of these name the same year; otherwise the larger group stays.
  init(_ dates: [CalendarDate?]) {
    var dates = dates
    let years = Set(dates.compactMap { $0?.years })
    if years.count == 1, let year = years.first {
      for index in dates.indices where dates[index]?.scale == .yearless { dates[index]?.years = year }
    }
    var counts: [CalendarDate.Scale: Int] = [:]
    for date in dates { if let scale = date?.scale { counts[scale, default: 0] += 1 } }
    let preference: [CalendarDate.Scale] = [.years, .yearless, .clock, .weekday]
    let largest = counts.values.max() ?? 0
    guard let scale = preference.first(where: { counts[$0] == largest }), largest > 0 else {
      values = dates.map { _ in nil }
      return
    }
    // Times of days of a week (*Monday at 9:15*, *Tuesday 8:00*) follow its days.
    let isWeek = scale == .clock && dates.allSatisfy { $0?.scale != .clock || $0?.weekday != nil }
    values = dates.map { date in
      guard date?.scale == scale, let start = date?.minutes(on: scale)?.lowerBound else { return nil }
      return isWeek ? (date?.weekday ?? 0) * 86_400 + start : start
    }
  }
}
