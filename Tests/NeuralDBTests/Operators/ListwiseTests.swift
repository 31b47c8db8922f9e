import Foundation
import Testing

@testable import NeuralDB

/// Which facts are read side by side.
@Suite struct ListwiseTests {
  private func readings(_ operation: Operator, _ probabilities: [Float]) -> QuestionReadings {
    var readings = QuestionReadings(
      question: "Who?", plan: Plan(operation: operation),
      coverage: Coverage(read: probabilities.count, total: probabilities.count, isComplete: true))
    readings.sets = probabilities.enumerated().map { place, probability in
      .init(
        facts: [Fact(id: Int64(place), text: "fact \(place)", addedAt: .distantPast)],
        reading: Reading(support: [1 - probability, probability, 0, 0, 0]), parent: 1, nearness: 0)
    }
    return readings
  }

  @Test("Of a lookup the likeliest are listed, in the order told")
  func lookup() {
    let probabilities = (0..<20).map { Float($0 % 10) / 100 }
    #expect(lists(readings(.set, probabilities)) == [[6, 7, 8, 9, 16, 17, 18, 19]])
    #expect(lists(readings(.set, [0.1, 0.9])) == [[0, 1]])
    #expect(lists(readings(.set, [])).isEmpty)
  }

  @Test("Where several facts answer, those that are likely enough are listed, in lists of much the same length")
  func aggregate() {
    let probabilities: [Float] = (0..<40).map { $0 % 2 == 0 ? 0.001 : 0.5 }
    let all = lists(readings(.count, probabilities))
    #expect(all.joined().elementsEqual(stride(from: 1, to: 40, by: 2)))
    #expect(all.map(\.count) == [6, 7, 7])
    #expect(lists(readings(.count, [Float](repeating: 0.5, count: 300))).joined().count == Listwise.most)
    var several = readings(.set, probabilities)
    several.plan.expectsSeveral = true
    #expect(lists(several) == all)
  }

  @Test("A likely chain is listed with its links, and weighs as much as the fact that holds its answer")
  func chains() {
    var readings = readings(.set, (0..<12).map { Float($0) / 100 })
    var chain = readings.sets[0]
    chain.facts.append(readings.sets[1].facts[0])
    chain.reading = Reading(support: [0.1, 0.9, 0, 0, 0])
    readings.sets.append(chain)
    #expect(lists(readings) == [[0, 1, 6, 7, 8, 9, 10, 11]])
    let listed = readings.listed([0: -1, 1: 3, 6: -2])
    #expect(listed.sets.map(\.listwise) == [-1, 3] + [Float](repeating: -2, count: 10) + [3])
  }

  private func lists(_ readings: QuestionReadings) -> [[Int64]] { Listwise.lists(readings).map { $0.map(\.id) } }
}
