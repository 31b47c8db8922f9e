import Foundation
@testable import NeuralDB

/// A pair of which the reader says one class with a probability, and shares the rest among the others.
func pair(_ older: Int64, _ newer: Int64, _ succession: Succession, _ score: Float) -> Supersession.PairReading {
  let rest = (1 - score) / Float(Succession.allCases.count - 1)
  let reading = Reading(
    support: [1, 0, 0, 0, 0], succession: Succession.allCases.map { $0 == succession ? score : rest })
  func fact(_ id: Int64) -> Fact { Fact(id: id, text: "fact \(id)", addedAt: .distantPast) }
  return Supersession.PairReading(older: fact(older), newer: fact(newer), reading: reading)
}

extension Thresholds {
  /// As they come, but that a later fact sets another aside from 0.9.
  static var superseding: Thresholds {
    var thresholds = Thresholds()
    thresholds.supersedes = 0.9
    return thresholds
  }
}
