/// What a unit measures. Units of one dimension convert into each other.
public enum ValueDimension: Sendable, Hashable {
  case length, area, volume, mass, time, temperature, speed, dataSize, dataRate, power, energy, frequency, ratio
  /// Money of one currency (ISO 4217 code, or a name of several: *kr*); nil when the text leaves it open (*50 cents*).
  case money(String?)
  /// Things counted, by their noun (*12 drills*).
  case count

  /// Whether values of the two dimensions can be put in order.
  func agrees(with other: ValueDimension) -> Bool {
    switch (self, other) {
    case (.money(let left?), .money(let right?)):
      left == right || UnitTable.namesakes[left]?.contains(right) == true
        || UnitTable.namesakes[right]?.contains(left) == true
    case (.money, .money): true
    default: self == other
    }
  }

  var isMoney: Bool { if case .money = self { true } else { false } }

  /// Whether it is money of one currency and no other.
  var isDefiniteMoney: Bool {
    if case .money(let code?) = self { UnitTable.namesakes[code] == nil } else { false }
  }

  /// Whether it is money of a currency that is left open, or may be one of several.
  var isOpenMoney: Bool { if case .money = self { !isDefiniteMoney } else { false } }
}
