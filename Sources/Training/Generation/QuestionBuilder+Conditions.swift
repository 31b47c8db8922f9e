import Encoder
import NeuralDB

extension QuestionBuilder {
  /// Constants near the values read, so that some pass and some fail. Nil where there is nothing to test.
  func constants(_ draft: Draft, _ readings: [GoldReading], random: inout SeededRandom) -> [SlotValue]? {
    guard let comparator = draft.question.comparator, let slot = draft.question.conditionSlot,
      let type = relations[draft.relation].slots[slot]
    else { return nil }
    let values = readings.compactMap { $0.condition?.value }
    let orders = values.compactMap(\.order)
    for _ in 0..<8 {
      let drawn = (0..<(comparator == .between ? 2 : 1)).compactMap { _ in
        random.pick(values).flatMap { value in
          let keeps = comparator == .greaterOrEqual || comparator == .lessOrEqual
          return random.chance(keeps ? 0.4 : 0.05) ? value : Self.nudged(value, type, &random)
        }
      }
      .sorted { ($0.order ?? 0) < ($1.order ?? 0) }
      guard drawn.count == (comparator == .between ? 2 : 1) else { return nil }
      let touches = drawn.contains { orders.contains($0.order ?? 0) }
      if comparator == .between, touches || (drawn[0].order ?? 0) >= (drawn[1].order ?? 0) { continue }
      if touches, comparator != .greaterOrEqual, comparator != .lessOrEqual, random.chance(0.8) { continue }
      return drawn
    }
    return nil
  }

  static func holds(_ value: SlotValue?, _ comparator: Comparator, _ constants: [SlotValue]) -> Bool {
    guard let order = value?.order, let first = constants.first?.order else { return false }
    switch comparator {
    case .greater, .after: return order > first
    case .greaterOrEqual: return order >= first
    case .less, .before: return order < first
    case .lessOrEqual: return order <= first
    case .equal: return order == first
    case .between: return order >= first && order <= (constants.last?.order ?? first)
    }
  }

  /// A value a little off, of the same granularity.
  private static func nudged(_ value: SlotValue, _ type: SlotType, _ random: inout SeededRandom) -> SlotValue {
    let factor = 0.8 + 0.4 * random.unit()
    switch value {
    case .number(let number):
      let decimals = if case .number(_, _, let places, _) = type { places } else { 0 }
      return .number(moved(number, factor, step: decimals > 0 ? 0.1 : 1, &random))
    case .money(let amount): return .money(moved(amount, factor, step: 1, &random))
    case .date(let year, _, _):
      return .date(year: year + random.int(-1...1), month: random.int(1...12), day: random.int(1...28))
    case .year(let year): return .year(year + (random.chance(0.5) ? 1 : -1) * random.int(1...4))
    default: return value
    }
  }

  /// Rounded to two significant digits where that is coarser than `step`, as people do.
  private static func moved(_ value: Double, _ factor: Double, step: Double, _ random: inout SeededRandom) -> Double {
    var step = step
    while value / step >= 100 { step *= 10 }
    let rounded = (value * factor / step).rounded() * step
    let moved = rounded == value ? value + (random.chance(0.5) ? step : -step) : rounded
    let floor = step < 1 ? 0.1 : 2
    return ((value > 0 ? max(floor, moved) : moved) * 10).rounded() / 10
  }
}
