/// What a unit measures. Units of one dimension convert into each other.
public enum ValueDimension: Sendable, Hashable {
  case length, area, volume, mass, time, temperature, speed, dataSize, dataRate, power, energy, frequency, ratio
  /// Money of one currency (ISO 4217 code); nil when the text leaves the currency open (*50 cents*, *200 kr*).
  case money(String?)
  /// Things counted, by their noun (*12 drills*).
  case count

  /// Whether values of the two dimensions can be put in order.
  func agrees(with other: ValueDimension) -> Bool {
    switch (self, other) {
    case (.money(let left), .money(let right)): left == nil || right == nil || left == right
    default: self == other
    }
  }
}
