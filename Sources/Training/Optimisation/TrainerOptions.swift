/// Settings of a training run; stored in the checkpoint, so that a run resumes as it began.
public struct TrainerOptions: Sendable, Codable, Hashable {
  public var seed: UInt64 = 1
  public var schedule = LearningRateSchedule(peak: 1e-4, warmUp: 200, steps: 2000)
  public var optimizer = OptimizerKind.adamW
  public var decay: Float = 0.01
  public var dropout: Float = 0.1
  public var clip: Float = 1
  /// Parts a batch is cut into, each a worker's; part of the arithmetic, so it does not follow the machine.
  public var shards = 2
  /// Items that lose less than this are not gone back through: their gradient is next to nothing, and the backward pass
  /// is two thirds of the arithmetic (as Jiang et al. 2019, "Accelerating Deep Learning by Focusing on the Biggest
  /// Losers", but by a floor, so that what is left out is small). 0 goes back through all.
  public var easyLoss = 0.0

  public init() {}
}
