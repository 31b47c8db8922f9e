extension Plan: CustomStringConvertible {
  /// The plan in one line (*count entities where > "40 minutes"*).
  public var description: String {
    var parts = [operation.rawValue]
    switch operation {
    case .count: parts.append(counting.rawValue)
    case .set where expectsSeveral: parts.append("of several")
    case .argmin, .argmax: parts.append("by \(measure.rawValue)")
    case .min, .max: parts.append("of \(measure.rawValue)s")
    default: break
    }
    if let comparison {
      parts.append("whether \(comparison.items.joined(separator: " \(comparison.comparator.rawValue) "))")
    }
    for condition in conditions {
      let constants = condition.constants.map { "\"\($0)\"" }.joined(separator: " and ")
      parts.append("where \(condition.comparator.rawValue) \(constants)")
    }
    switch limit {
    case .none: break
    case .top(let count): parts.append("first \(count)")
    case .rank(let place): parts.append("place \(place)")
    }
    return parts.joined(separator: " ")
  }
}
