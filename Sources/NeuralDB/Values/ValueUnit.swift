/// A unit of measure, a currency, or the noun of a count.
///
/// Not called `Unit`, which would clash with Foundation's class in every file that imports both.
public struct ValueUnit: Sendable, Hashable {
  /// Canonical name: an SI-like symbol (`min`, `km/h`), a currency code, or the noun in lower case.
  public var symbol: String
  public var dimension: ValueDimension
  /// Base value = value * `factor` + `offset`; the base is the SI unit (°C for temperature, byte for data, % for
  /// ratios).
  public var factor: Double
  public var offset: Double

  public init(_ symbol: String, _ dimension: ValueDimension, factor: Double = 1, offset: Double = 0) {
    self.symbol = symbol
    self.dimension = dimension
    self.factor = factor
    self.offset = offset
  }

  /// The unit of things counted.
  public static func noun(_ word: String) -> ValueUnit { ValueUnit(word.lowercased(), .count) }

  /// The word *pounds*, mass unless it meets money.
  static let pound = ValueUnit("lb", .mass, factor: 0.45359237)
  static let sterling = ValueUnit("GBP", .money("GBP"))
  /// *degrees* with no scale named: equal to any temperature unit it meets.
  static let degree = ValueUnit("°", .temperature)
  static let minute = ValueUnit("min", .time, factor: 60)
  static let second = ValueUnit("s", .time)
  static let foot = ValueUnit("ft", .length, factor: 0.3048)
  static let inch = ValueUnit("in", .length, factor: 0.0254)

  /// Whether the unit is a noun rather than a measure.
  public var isNoun: Bool { dimension == .count }
}
