extension Comparator {
  /// Whether a value meets the comparator with one constant, below (-1), at (0) or above (1) which it stands.
  func holds(order: Int) -> Bool {
    switch self {
    case .greater, .after: order > 0
    case .greaterOrEqual: order >= 0
    case .less, .before: order < 0
    case .lessOrEqual: order <= 0
    case .equal, .between: order == 0
    }
  }
}
