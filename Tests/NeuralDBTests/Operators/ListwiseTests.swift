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
    #expect(Listwise.lists(readings(.set, probabilities)) == [[6, 7, 8, 9, 16, 17, 18, 19]])
    #expect(Listwise.lists(readings(.set, [0.1, 0.9])) == [[0, 1]])
    #expect(Listwise.lists(readings(.set, [])).isEmpty)
  }

  @Test("Where every fact matters all that are likely enough are listed, in lists of much the same length")
  func aggregate() {
    let probabilities: [Float] = (0..<40).map { $0 % 2 == 0 ? 0.001 : 0.5 }
    let lists = Listwise.lists(readings(.count, probabilities))
    #expect(lists.joined().elementsEqual(stride(from: 1, to: 40, by: 2)))
    #expect(lists.map(\.count) == [6, 7, 7])
    #expect(Listwise.lists(readings(.count, [Float](repeating: 0.5, count: 300))).joined().count == Listwise.most)
  }

  @Test("A chain weighs as much as the fact that holds its answer")
  func chains() {
    var readings = readings(.set, [0.1, 0.9])
    readings.sets[1].listwise = -2
    var chain = readings.sets[0]
    chain.facts.append(readings.sets[1].facts[0])
    readings.sets.append(chain)
    readings.listChains()
    #expect(readings.sets.map(\.listwise) == [0, -2, -2])
  }
}
