/// Repeated measurements, in seconds, ascending; never empty.
struct Samples: Sendable {
  private let sorted: [Double]

  init(_ values: [Double]) { sorted = values.isEmpty ? [.nan] : values.sorted() }

  var count: Int { sorted.count }
  var lowest: Double { sorted[0] }
  var highest: Double { sorted[count - 1] }
  var median: Double { count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2 }

  /// The smallest value that at least `share` of the values do not exceed.
  func percentile(_ share: Double) -> Double {
    sorted[min(count - 1, max(0, Int((share * Double(count)).rounded(.up)) - 1))]
  }

  /// Runs `body` once to warm up, then `runs` times.
  static func timing(_ runs: Int, _ body: () throws -> Void) rethrows -> Samples {
    try body()
    return Samples(try (0..<runs).map { _ in try seconds(body) })
  }

  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let begin = clock.now
    try body()
    return (clock.now - begin) / .seconds(1)
  }
}
