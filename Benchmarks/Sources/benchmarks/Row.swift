import Foundation

/// One line of the table: a thing measured, in several units.
struct Row: Codable, Sendable {
  /// A figure; where it was measured several times the median, with the lowest and highest.
  struct Metric: Codable, Sendable {
    var name: String
    var value: Double
    var low: Double?
    var high: Double?
    var runs: Int?
  }

  var section: String
  var name: String
  /// Cores that the measurement was held to.
  var cores: Int
  /// Facts or vectors stored, where that varies.
  var size: Int?
  var metrics: [Metric]

  init(_ section: String, _ name: String, cores: Int, size: Int? = nil, _ metrics: [Metric]) {
    self.section = section
    self.name = name
    self.cores = cores
    self.size = size
    self.metrics = metrics
  }

  /// Section, name, cores and size in columns, then the figures.
  var line: String {
    let figures = metrics.map { "\(Self.figure($0.value)) \($0.name)" }.joined(separator: ", ")
    return [section.padded(10), name.padded(24), "\(cores)".padded(2), (size.map { "\($0)" } ?? "").padded(8), figures]
      .joined(separator: " ")
  }

  /// Three significant digits, and all digits before the point.
  static func figure(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "\(value)" }
    let decimals = max(0, 2 - Int(log10(abs(value)).rounded(.down)))
    return String(format: "%.\(decimals)f", value)
  }
}

extension Row.Metric {
  init(_ name: String, _ value: Double) {
    self.init(name: name, value: value)
  }

  /// Median and spread of `times`, each put through `convert`.
  init(_ name: String, _ samples: Samples, _ convert: (Double) -> Double = { $0 }) {
    let ends = [convert(samples.lowest), convert(samples.highest)].sorted()
    self.init(
      name: name, value: convert(samples.median), low: ends[0], high: ends[1], runs: samples.count)
  }
}

extension String {
  func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
