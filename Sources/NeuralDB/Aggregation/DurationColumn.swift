import Foundation

/// Results of races and the like (*24:12*, *58:40*, *1:02:15*, *1:14.60*), which look like times of day.
struct DurationColumn: Sendable {
  /// Seconds; nil where a span states no duration.
  var values: [Double?]

  /// nil where no span is beyond what a clock shows: they may all be times of day.
  init?(_ texts: [String?]) {
    let results = texts.map { $0.flatMap(Self.result) }
    guard results.contains(where: { $0?.isBeyondClock ?? false }) else { return nil }
    values = zip(texts, results).map { text, result in
      result?.seconds ?? text.flatMap { ValueParser.number(in: $0)?.value(in: .second) }
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
