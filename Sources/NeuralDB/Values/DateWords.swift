/// English words of the calendar.
enum DateWords {
  static let months: [String: Int] = [
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12,
  ]

  /// Read only beside a number (*3 Feb*).
  static let monthAbbreviations: [String: Int] = [
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
  ]

  static let weekdays: [String: Int] = [
    "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7, "mondays": 1,
    "tuesdays": 2, "wednesdays": 3, "thursdays": 4, "fridays": 5, "saturdays": 6, "sundays": 7,
  ]

  /// Read only before another part of a date, or as the whole text.
  static let weekdayAbbreviations: [String: Int] = [
    "mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7,
  ]

  /// Whether a word in lower case names a month or a day, in full or short.
  static func isOfCalendar(_ word: String) -> Bool {
    [months, monthAbbreviations, weekdays, weekdayAbbreviations].contains { $0[word] != nil }
  }

  /// The month that a word in lower case names, in full or short; nil for any other word.
  static func month(of word: String) -> Int? { months[word] ?? monthAbbreviations[word] }

  /// The month or day that a word in lower case names, in full or short; nil for any other word.
  static func fullName(of word: String) -> String? {
    let bare = word.hasSuffix(".") ? String(word.dropLast()) : word
    if let month = month(of: bare) { return "month \(month)" }
    if let day = weekdays[bare] ?? weekdayAbbreviations[bare] { return "day \(day)" }
    return nil
  }

  /// Meteorological seasons of the northern half of the earth; winter belongs to the year of its December.
  static let seasons: [String: ClosedRange<Int>] = [
    "spring": 3...5, "summer": 6...8, "autumn": 9...11, "fall": 9...11, "winter": 12...14,
  ]

  static let clockWords: [String: Int] = ["noon": 720, "midday": 720, "midnight": 0]

  static let decades: [String: Int] = [
    "twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970,
    "eighties": 1980, "nineties": 1990,
  ]

  /// Feasts on fixed days, by their words.
  static let feasts: [(words: [String], month: Int, day: Int)] = [
    (["christmas", "eve"], 12, 24), (["christmas", "day"], 12, 25), (["boxing", "day"], 12, 26),
    (["christmas"], 12, 25), (["new", "year's", "eve"], 12, 31), (["new", "year's", "day"], 1, 1),
    (["new", "year’s", "eve"], 12, 31), (["new", "year’s", "day"], 1, 1), (["halloween"], 10, 31),
    (["valentine's", "day"], 2, 14), (["valentine’s", "day"], 2, 14),
  ]
}
