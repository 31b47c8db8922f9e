/// A number with the unit it was written with.
public struct Quantity: Sendable, Hashable {
  public var value: Double
  /// nil for a bare number.
  public var unit: ValueUnit?

  public init(value: Double, unit: ValueUnit? = nil) {
    self.value = value
    self.unit = unit
  }

  /// The value in another unit.
  ///
  /// A bare number is taken to be in `target` already, and a target of nil leaves the value as written.
  /// - Returns: nil when the units measure different things, or money of different currencies.
  public func value(in target: ValueUnit?) -> Double? {
    guard let target, let unit, unit != target else { return value }
    if unit.isNoun && target.isNoun { return value }
    if unit == .pound, target.dimension.agrees(with: .money("GBP")) { return value / target.factor }
    if target == .pound, unit.dimension.agrees(with: .money("GBP")) { return value * unit.factor }
    if unit == .degree, target.dimension == .temperature { return value }
    if target == .degree, unit.dimension == .temperature { return value }
    guard unit.dimension.agrees(with: target.dimension) else { return nil }
    let base = value * unit.factor + unit.offset
    return (base - target.offset) / target.factor
  }

  /// Whether this is less than (-1), equal to (0) or greater than (1) `other`; nil when they cannot be compared.
  public func compared(to other: Quantity) -> Int? {
    if let unit, let otherUnit = other.unit, unit.isNoun != otherUnit.isNoun { return nil }
    guard let right = other.value(in: unit) else { return nil }
    return Quantity.order(value, right)
  }

  /// Order of two numbers, equal within the error of a unit conversion: whole numbers are none's result, and differ.
  static func order(_ left: Double, _ right: Double) -> Int {
    let areWhole = left == left.rounded() && right == right.rounded()
    let tolerance = areWhole ? 0 : 1e-9 * max(abs(left), abs(right))
    if abs(left - right) <= tolerance { return 0 }
    return left < right ? -1 : 1
  }
}
