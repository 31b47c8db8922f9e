/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) with draws of our own, so that a seed gives the same bytes whatever
/// the version of the standard library.
struct SplitMix64: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

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

/// FNV-1a, 64 bit: the same on every machine and run, unlike `Hasher`.
enum StableHash {
  static func fnv1a(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// 0..<100. The high bits are folded in: the low ones of FNV-1a are weak on short strings.
  static func percent(_ text: String) -> Int {
    let hash = fnv1a(text)
    return Int((hash ^ (hash >> 29)) % 100)
  }
}
