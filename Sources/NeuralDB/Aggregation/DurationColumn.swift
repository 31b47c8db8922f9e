import Foundation

/// Results of races and the like (*24:12*, *58:40*, *1:02:15*, *1:14.60*), which look like times of day.
struct DurationColumn: Sendable {
  /// Seconds; nil where a span states no duration.
  var values: [Double?]

  /// nil where no span is beyond what a clock shows, and none beside them is an amount of time: they may all be times of
  /// day. Beside *58 minutes* *1:12* is an hour and twelve.
  init?(_ texts: [String?]) {
    let results = texts.map { $0.flatMap(Self.result) }
    let amounts = zip(texts, results).map { text, result in
      result == nil ? text.flatMap { ValueParser.number(in: $0) } : nil
    }
    let times = amounts.compactMap(\.?.unit).filter { $0.dimension == .time && $0.factor <= 3600 }
    let isBeyondClock = results.contains { $0?.isBeyondClock ?? false }
    guard results.contains(where: { $0 != nil }), isBeyondClock || !times.isEmpty else { return nil }
    let areHours = !isBeyondClock && times.allSatisfy { $0.factor >= 60 }
    values = zip(texts, zip(results, amounts)).map { text, found in
      guard let result = found.0 else { return found.1?.value(in: .second) }
      return areHours && text?.count { $0 == ":" } == 1 ? result.seconds * 60 : result.seconds
    }
  }

  /// Two fields are minutes and seconds, three begin with hours.
  static func result(_ text: String) -> (seconds: Double, isBeyondClock: Bool)? {
    guard text.contains(":"),
      let match = text.wholeMatch(of: /\D*(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(\.\d+)?\D*/)
    else { return nil }
    let fields = [match.output.1, match.output.2, match.output.3].compactMap { $0.flatMap { Double($0) } }
    let fraction = match.output.4.flatMap { Double("0" + $0) } ?? 0
    let isBeyondClock = fields.count == 2 && (fields[0] >= 25 || match.output.4 != nil)
    return (fields.reduce(0) { $0 * 60 + $1 } + fraction, isBeyondClock)
  }
}
