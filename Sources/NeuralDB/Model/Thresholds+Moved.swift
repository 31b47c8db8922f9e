import Foundation

extension Thresholds {
  /// The same with what decides how much is found moved, in log-odds: more is found below 0.
  func moved(by shift: Float) -> Thresholds {
    var moved = self
    for threshold in Self.counting { moved[keyPath: threshold] = Self.moved(self[keyPath: threshold], by: shift) }
    for margin in Self.margins { moved[keyPath: margin] -= shift }
    return moved
  }

  private static var counting: [WritableKeyPath<Thresholds, Float>] {
    [
      \.answers, \.aggregateAnswers, \.spans, \.listSpans, \.aggregateSpans, \.valueSpans, \.certain,
      \.aggregateCertain,
    ]
  }

  private static var margins: [WritableKeyPath<Thresholds, Float>] { [\.margin, \.listMargin, \.aggregateMargin] }

  /// A threshold above 1 stays never, one of 0 always.
  private static func moved(_ probability: Float, by shift: Float) -> Float {
    guard probability > 0, probability < 1 else { return probability }
    return 1 / (1 + exp(-shift) * (1 - probability) / probability)
  }
}
