import Foundation
import Testing

@testable import NeuralDB

/// Readings of a part of the database, as calibration asks for them.
@Suite struct QuestionReadingsTests {
  private let readings: QuestionReadings = {
    func set(_ ids: [Int64], _ nearness: Float) -> QuestionReadings.ReadSet {
      .init(
        facts: ids.map { Fact(id: $0, text: "fact \($0)", addedAt: .distantPast) },
        reading: Reading(support: [0, 1, 0, 0, 0]), parent: 1, nearness: nearness)
    }
    var readings = QuestionReadings(
      question: "Who?", plan: Plan(operation: .set), coverage: Coverage(read: 3, total: 9, isComplete: true))
    readings.sets = [
      set([4], 0), set([5], -0.1), set([6], -0.5), set([4, 7], 0), set([4, 8], -0.2), set([6, 8], 0),
    ]
    return readings
  }()

  private func nearness(_ readings: QuestionReadings) -> [[Int64]: Float] {
    Dictionary(uniqueKeysWithValues: readings.sets.map { ($0.facts.map(\.id), $0.nearness) })
  }

  @Test("Without a fact what is left is as near as it would have been")
  func without() {
    #expect(nearness(readings.without([7])) == [[4]: 0, [5]: -0.1, [6]: -0.5, [4, 8]: 0, [6, 8]: 0])
    let rest = readings.without([4])
    #expect(nearness(rest) == [[5]: 0, [6]: -0.4, [6, 8]: 0])
    #expect(rest.coverage.read == 2)
  }

  @Test("What lies too far to be read is not there, nor what grew from it")
  func near() {
    var thresholds = Thresholds()
    thresholds.unread = -0.3
    let near = readings.near(thresholds)
    #expect(Set(nearness(near).keys) == [[4], [5], [4, 7], [4, 8]])
    #expect(near.coverage.read == 2)
  }
}
