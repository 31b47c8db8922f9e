/// Something with a place in an order.
struct RankedEntry: Sendable, Hashable {
  var label: String
  var value: Double
}

/// Picks from an order what a limit asks for.
enum Ranking {
  /// `.none`: all that share the extreme value. `.top(k)`: the first k, earlier facts first among equals. `.rank(n)`:
  /// all that share the n-th distinct value; empty when there are fewer.
  static func select(_ entries: [RankedEntry], largest: Bool, limit: Limit) -> [RankedEntry] {
    let sorted = entries.enumerated().sorted { left, right in
      let order = Quantity.order(left.element.value, right.element.value)
      if order != 0 { return largest ? order > 0 : order < 0 }
      return left.offset < right.offset
    }
    .map(\.element)
    switch limit {
    case .top(let count): return Array(sorted.prefix(max(count, 0)))
    case .none: return place(1, in: sorted)
    case .rank(let place): return self.place(place, in: sorted)
    }
  }

  private static func place(_ wanted: Int, in sorted: [RankedEntry]) -> [RankedEntry] {
    var place = 0
    var last: Double?
    return sorted.filter { entry in
      if last.map({ Quantity.order($0, entry.value) != 0 }) ?? true { place += 1 }
      last = entry.value
      return place == wanted
    }
  }
}
