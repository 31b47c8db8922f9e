extension Thresholds {
  /// The same with what decides how much is found moved, in log-odds: more is found below 0.
  func moved(by shift: Float) -> Thresholds {
    let curve = ConfidenceScale.Curve(slope: 1, offset: Double(shift))
    var moved = self
    for threshold in Self.counting {
      // Above 1 it stays never, at 0 always.
      let probability = self[keyPath: threshold]
      if probability > 0, probability < 1 { moved[keyPath: threshold] = Float(curve.probability(Double(probability))) }
    }
    for margin in Self.margins { moved[keyPath: margin] -= shift }
    return moved
  }

  private static let counting: [WritableKeyPath<Thresholds, Float> & Sendable] = [
    \.answers, \.aggregateAnswers, \.spans, \.listSpans, \.aggregateSpans, \.valueSpans, \.certain, \.aggregateCertain,
  ]

  private static let margins: [WritableKeyPath<Thresholds, Float> & Sendable] = [
    \.margin, \.listMargin, \.aggregateMargin,
  ]
}
