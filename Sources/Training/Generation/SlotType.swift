/// What may stand in a slot of a relation.
enum SlotType: Sendable, Hashable {
  case person
  /// Key of a pool in `RelationLibrary`.
  case pool(String)
  case number(min: Double, max: Double, decimals: Int, units: [String])
  case money(min: Double, max: Double)
  case date(from: Int, to: Int)
  case year(from: Int, to: Int)
  case time, month, weekday

  /// Whether the slot names things, so that questions give or ask it by name.
  var isEntity: Bool {
    switch self {
    case .person, .pool: true
    default: false
    }
  }

  /// Whether values are dates: compared as such, and given as written in answers.
  var isDate: Bool {
    switch self {
    case .date, .year: true
    default: false
    }
  }
}

/// A value as the generator knows it, before it is written down.
enum SlotValue: Sendable, Hashable {
  case entity(String)
  case number(Double)
  case money(Double)
  case date(year: Int, month: Int, day: Int)
  case year(Int)
  /// Minutes after midnight.
  case time(Int)
  case month(Int)
  case weekday(Int)

  /// Place in the order of its slot; nil where there is none.
  var order: Double? {
    switch self {
    case .number(let value), .money(let value): value
    case .date(let year, let month, let day): Double(year * 372 + (month - 1) * 31 + day - 1)
    case .year(let year): Double(year)
    default: nil
    }
  }
}
