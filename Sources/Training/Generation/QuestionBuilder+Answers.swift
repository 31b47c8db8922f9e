import Encoder
import NeuralDB

extension QuestionBuilder {
  /// The answer that the passing readings of an extractive question come to; nil where it would be open to doubt.
  func answer(_ draft: Draft, _ readings: [GoldReading], random: inout SeededRandom) -> [String]? {
    let question = draft.question
    let counts = question.counting == .events && (question.form == .count || question.tallied != nil)
    if counts || question.form == .sum || question.form == .avg, !isCountable(draft, readings) { return nil }
    switch question.form {
    case .set: return names(readings)
    case .count:
      let count = question.counting == .events ? readings.count : Set(readings.map { $0.answer?.value }).count
      return ["\(count)"]
    case .min, .max: return extreme(readings, largest: question.form == .max)
    case .sum: return [PlainDecimal.text(orders(readings).reduce(0, +))]
    case .avg: return [PlainDecimal.text(orders(readings).reduce(0, +) / Double(max(1, readings.count)))]
    case .argmin, .argmax: return ordering(draft, readings, random: &random)
    case .bool, .compare: return nil
    }
  }

  private func orders(_ readings: [GoldReading]) -> [Double] { readings.compactMap { $0.answer?.value.order } }

  /// One reading a fact, and no thing told twice: else it is open what counts as one.
  private func isCountable(_ draft: Draft, _ readings: [GoldReading]) -> Bool {
    let facts = readings.map { $0.facts.last }
    let records = readings.compactMap(\.record)
    return Set(facts).count == facts.count && Set(records).count == records.count
  }

  /// Distinct answers in order; nil where one value is written in two ways.
  private func names(_ readings: [GoldReading]) -> [String]? {
    var order: [SlotValue] = []
    var texts: [SlotValue: Set<String>] = [:]
    for case let item? in readings.map(\.answer) {
      if texts[item.value] == nil { order.append(item.value) }
      texts[item.value, default: []].insert(Self.name(item))
    }
    guard texts.values.allSatisfy({ $0.count == 1 }) else { return nil }
    return order.compactMap { texts[$0]?.first }
  }

  /// Things under their own name, values as written.
  private static func name(_ item: GoldReading.Item) -> String {
    if case .entity(let name) = item.value { name } else { item.text }
  }

  private func extreme(_ readings: [GoldReading], largest: Bool) -> [String]? {
    guard let best = largest ? orders(readings).max() : orders(readings).min(),
      let item = readings.compactMap(\.answer).first(where: { $0.value.order == best })
    else { return nil }
    switch item.value {
    case .number, .money: return [PlainDecimal.text(best)]
    default: return [item.text]
    }
  }

  private func ordering(_ draft: Draft, _ readings: [GoldReading], random: inout SeededRandom) -> [String]? {
    let largest = draft.question.form == .argmax
    var groups: [(item: GoldReading.Item, value: Double)] = []
    var tallies: [Set<SlotValue?>] = []
    for reading in readings {
      guard let answer = reading.answer else { continue }
      let value = draft.question.tallied == nil ? reading.measure?.value.order ?? 0 : 1
      guard let place = groups.firstIndex(where: { $0.item.value == answer.value }) else {
        groups.append((answer, value))
        tallies.append([reading.measure?.value])
        continue
      }
      if draft.question.tallied == nil {
        groups[place].value = largest ? max(groups[place].value, value) : min(groups[place].value, value)
      } else if tallies[place].insert(reading.measure?.value).inserted || draft.question.counting == .events {
        groups[place].value += 1
      }
    }
    let sorted = groups.sorted { largest ? $0.value > $1.value : $0.value < $1.value }
    return place(draft, sorted, random: &random)
  }

  private func place(
    _ draft: Draft, _ sorted: [(item: GoldReading.Item, value: Double)], random: inout SeededRandom
  ) -> [String]? {
    let texts = sorted.map { Self.name($0.item) }
    switch draft.question.limit {
    case .top:
      guard let k = draft.number, sorted.count > k, sorted[k].value != sorted[k - 1].value else { return nil }
      return Array(texts.prefix(k))
    case .rank:
      // Equal values before or at the place leave its number open.
      guard let n = draft.number, sorted.count >= n,
        Set(sorted.prefix(n + 1).map(\.value)).count == min(n + 1, sorted.count)
      else { return nil }
      return [texts[n - 1]]
    case nil:
      guard let best = sorted.first else { return nil }
      let ties = sorted.filter { $0.value == best.value }
      if draft.question.tallied != nil, best.value < 2, random.chance(0.9) { return nil }
      if ties.count > 3 || (ties.count == sorted.count && random.chance(0.8)) { return nil }
      return ties.map { Self.name($0.item) }
    }
  }
}
