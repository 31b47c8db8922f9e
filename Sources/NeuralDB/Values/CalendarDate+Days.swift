extension CalendarDate {
  /// The date of a day since 1970-01-01.
  /// Source: Howard Hinnant, *chrono-Compatible Low-Level Date Algorithms*, `civil_from_days`.
  init(dayNumber: Int) {
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex + (monthIndex < 10 ? 3 : -9)
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: dayOfYear - (153 * monthIndex + 2) / 5 + 1)
  }

  /// The days a date with a year covers, since 1970-01-01; nil without one.
  var days: ClosedRange<Int>? {
    guard let minutes = minutes(on: .years) else { return nil }
    func day(_ minute: Int) -> Int { Int((Double(minute) / 1440).rounded(.down)) }
    return day(minutes.lowerBound)...day(minutes.upperBound)
  }
}
