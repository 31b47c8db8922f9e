/// Linear warm-up to `peak`, then linear decay to a twentieth of it at `steps`.
public struct LearningRateSchedule: Sendable, Codable, Hashable {
  public var peak: Float
  public var warmUp: Int
  public var steps: Int

  public init(peak: Float, warmUp: Int, steps: Int) {
    self.peak = peak
    self.warmUp = warmUp
    self.steps = steps
  }

  /// The rate at `step`, from 1.
  public func rate(_ step: Int) -> Float {
    if step < warmUp { return peak * Float(step) / Float(max(1, warmUp)) }
    let left = Float(max(0, steps - step)) / Float(max(1, steps - warmUp))
    return peak * max(left, 0.05)
  }
}
