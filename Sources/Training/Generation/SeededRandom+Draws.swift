import Encoder

/// Draws of our own, so that a seed gives the same bytes whatever the version of the standard library.
extension SeededRandom {
  /// Uniform in 0..<1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  mutating func int(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(unit() * Double(range.count))
  }

  /// nil only for an empty array.
  mutating func pick<T>(_ items: [T]) -> T? {
    items.isEmpty ? nil : items[int(0...(items.count - 1))]
  }

  mutating func shuffled<T>(_ items: [T]) -> [T] {
    var items = items
    guard items.count > 1 else { return items }
    for index in stride(from: items.count - 1, to: 0, by: -1) { items.swapAt(index, int(0...index)) }
    return items
  }

  /// An item with probability proportional to its weight; nil when no weight is positive.
  mutating func pick<T>(weighted items: [(T, Double)]) -> T? {
    var rest = unit() * items.reduce(0) { $0 + $1.1 }
    for (item, weight) in items {
      rest -= weight
      if rest < 0 { return item }
    }
    return items.last { $0.1 > 0 }?.0
  }
}
