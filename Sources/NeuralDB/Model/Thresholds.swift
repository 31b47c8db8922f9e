import Foundation

/// Decision thresholds, fitted on held-out data by `neuraldb train calibrate` and kept beside the weights.
public struct Thresholds: Codable, Sendable, Hashable {
  /// A reading counts as an answer from this probability of `answers`.
  public var answers: Float = 0.5
  /// The same where one false positive spoils the result: lists, counts, orders, sums.
  public var aggregateAnswers: Float = 0.5
  /// A yes/no verdict counts from this probability.
  public var truth: Float = 0.5
  /// A set is grown from this probability of `partial`.
  public var partial: Float = 0.5
  /// Only lookups' answers within this much of the best one's probability are kept.
  public var margin: Float = 1
  /// A pair reading may set the older fact aside from this probability of `answers`; above 1 never.
  public var supersedes: Float = 1.1
  /// Cosine below which a fact is not read for an aggregate in a large database: the recall target's price.
  public var similarity: Float = 0.15

  public init() {}
}
