import Foundation

/// Times as text: to the millisecond, in UTC.
///
/// The fraction is ours: Foundation's style for fractional seconds loses a millisecond or two on the way.
public enum ISO8601 {
  /// Like `2026-02-03T04:05:06.789Z`.
  public static func string(_ date: Date) -> String {
    let (seconds, fraction) = Timestamp.milliseconds(date).quotientAndRemainder(dividingBy: 1000)
    let whole = fraction < 0 ? seconds - 1 : seconds
    let digits = String((fraction + 1000) % 1000 + 1000).dropFirst()
    return Date(timeIntervalSince1970: Double(whole)).formatted(style).dropLast() + ".\(digits)Z"
  }

  /// Reads a date, or a date and a time with or without seconds, fractions and zone (UTC when it has none); nil for
  /// another text.
  public static func date(_ text: String) -> Date? {
    let trimmed = text.trimmingCharacters(in: .whitespaces)
    guard let match = trimmed.wholeMatch(of: pattern) else { return nil }
    let (_, day, minutes, seconds, fraction, zone) = match.output
    let time = "\(day)T\(minutes ?? "00:00"):\(seconds ?? "00")\(zone.map { $0.uppercased() } ?? "Z")"
    // Foundation takes the 30th of February for the 2nd of March, and 25:00 for the next day.
    guard let midnight = try? style.parse("\(day)T00:00:00Z"), midnight.formatted(style).hasPrefix(day),
      (minutes ?? "00:00") < "24", (minutes ?? "00:00").suffix(2) < "60", (seconds ?? "00") < "60",
      let whole = try? style.parse(time)
    else { return nil }
    // In UTC it may be of a year that has no four digits.
    guard whole.formatted(style).wholeMatch(of: /\d{4}-.*/) != nil else { return nil }
    let subsecond = fraction.flatMap { Double("0." + $0.prefix(3)) } ?? 0
    return whole.addingTimeInterval(subsecond)
  }

  private static let style = Date.ISO8601FormatStyle()

  private static var pattern: Regex<(Substring, Substring, Substring?, Substring?, Substring?, Substring?)> {
    /(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d+))?)?([Zz]|[+-]\d{2}:?\d{2})?)?/
  }
}
