import Encoder

/// Draws values for the slots of one database. Things are drawn from a small cast, so that facts share names and near
/// misses arise; numbers and dates repeat now and then.
struct ValueSource: Sendable {
  let library: RelationLibrary
  let mode: Split.Mode
  /// Distinct things a pool brings into the database.
  let castSize: Int
  private(set) var casts: [String: [String]] = [:]
  private var used: [String: [SlotValue]] = [:]
  private var people = PersonNames()

  init(library: RelationLibrary, mode: Split.Mode, facts: Int) {
    self.library = library
    self.mode = mode
    castSize = max(3, Int((Double(facts).squareRoot() * 1.3).rounded()))
  }

  /// A value of `type`; `slot` is the relation's id and the slot's name.
  mutating func draw(_ type: SlotType, slot: String, random: inout SeededRandom) -> SlotValue {
    switch type {
    case .person: return .entity(member("person", random: &random) { $0.fresh(&$1) })
    case .pool(let key):
      return .entity(
        member(key, random: &random) { $0.library.values(of: key, unseen: $0.unseen(&$1)).randomPick(&$1) })
    case .time, .month, .weekday: return Self.fresh(type, random: &random)
    default:
      if let old = random.pick(used[slot] ?? []), random.chance(0.15) { return old }
      let value = Self.fresh(type, random: &random)
      used[slot, default: []].append(value)
      return value
    }
  }

  /// A name of the pool's vocabulary that the database does not hold; nil when there is none.
  mutating func absent(_ type: SlotType, random: inout SeededRandom) -> SlotValue? {
    for _ in 0..<8 {
      switch type {
      case .person: return .entity(people.fresh(library, unseen: unseen(&random), random: &random))
      case .pool(let key):
        let name = library.values(of: key, unseen: unseen(&random)).randomPick(&random)
        if !(casts[key] ?? []).contains(name) { return .entity(name) }
      default: return Self.fresh(type, random: &random)
      }
    }
    return nil
  }

  private func unseen(_ random: inout SeededRandom) -> Bool {
    mode == .unseenPhrasing || mode == .unseenRelation ? random.chance(0.6) : false
  }

  private mutating func fresh(_ random: inout SeededRandom) -> String {
    people.fresh(library, unseen: unseen(&random), random: &random)
  }

  private mutating func member(
    _ key: String, random: inout SeededRandom, make: (inout ValueSource, inout SeededRandom) -> String
  ) -> String {
    let cast = casts[key] ?? []
    let size = key == "person" ? castSize + 3 : castSize
    if let old = random.pick(cast), cast.count >= size || random.chance(0.5) { return old }
    let name = make(&self, &random)
    if !cast.contains(name) { casts[key, default: []].append(name) }
    return name
  }

  private static func fresh(_ type: SlotType, random: inout SeededRandom) -> SlotValue {
    switch type {
    case .number(let low, let high, let decimals, let units):
      let value = low + random.unit() * (high - low)
      let step = decimals > 0 ? 0.1 : high > 20_000 && random.chance(0.7) ? 500 : high > 2000 ? 10 : 1
      let rounded = (value / step).rounded() * step
      let least = units.isEmpty ? low : max(low, low >= 0 && low < 2 && decimals == 0 ? 2 : low)
      return .number(min(high, max(least, (rounded * 10).rounded() / 10)))
    case .money(let low, let high):
      let value = low + random.unit() * (high - low)
      let cents = high <= 60 ? random.chance(0.6) : high <= 500 ? random.chance(0.25) : false
      let step = cents ? 0.05 : high > 20_000 ? 100 : high > 2000 ? 5 : 1
      return .money(max(low, ((value / step).rounded() * step * 100).rounded() / 100))
    case .date(let from, let to):
      return .date(year: random.int(from...max(from, to)), month: random.int(1...12), day: random.int(1...28))
    case .year(let from, let to): return .year(random.int(from...max(from, to)))
    case .time: return .time(random.int(28...90) * 15 + (random.chance(0.3) ? 5 : 0))
    case .month: return .month(random.int(1...12))
    case .weekday: return .weekday(random.int(0...6))
    case .person, .pool: return .entity("")
    }
  }
}

extension [String] {
  /// An element, or the empty string.
  fileprivate func randomPick(_ random: inout SeededRandom) -> String { random.pick(self) ?? "" }
}
