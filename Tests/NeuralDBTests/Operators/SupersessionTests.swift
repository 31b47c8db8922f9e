import Foundation
import Testing

@testable import NeuralDB

/// What the succession head's verdicts on pairs do to derivations.
@Suite struct SupersessionTests {
  private func derivations(_ facts: [Int64]) -> [Derivation] {
    facts.map { Derivation(answer: Span(fact: $0, range: 0..<1, text: "x"), score: 0.9, facts: [$0]) }
  }

  @Test("A value that was replaced or ended is set aside, and the explanation can say for what")
  func replaced() {
    let (replaced, later) = Supersession.decide(
      derivations([1, 5]), [pair(1, 5, .replaces, 0.97), pair(5, 8, .ends, 0.95)], .superseding)
    #expect(replaced.map(\.older) == [1, 5])
    #expect(replaced.map(\.newer) == [5, 8])
    #expect(later.isEmpty)
  }

  @Test("What adds, what is unrelated and what is unsure leaves all standing")
  func kept() {
    let pairs = [pair(1, 2, .adds, 0.99), pair(1, 3, .unrelated, 0.99), pair(2, 3, .replaces, 0.6)]
    let (replaced, later) = Supersession.decide(derivations([1, 2, 3]), pairs, .superseding)
    #expect(replaced.isEmpty && later.isEmpty)
  }

  @Test("Behind the same first fact of a chain the later value takes the earlier one's place")
  func chain() {
    let chains = [(first: Int64(1), second: Int64(4)), (1, 7)].map { chain in
      Derivation(
        answer: Span(fact: chain.second, range: 0..<1, text: "x"), score: 0.9, facts: [chain.first, chain.second])
    }
    let (replaced, _) = Supersession.decide(chains, [pair(4, 7, .replaces, 0.97)], .superseding)
    #expect(replaced.map(\.older) == [4])
    #expect(replaced.map(\.newer) == [7])
  }

  @Test("A question about the past leaves the later fact out, and calls nothing superseded")
  func past() {
    let (replaced, later) = Supersession.decide(derivations([1, 2]), [pair(1, 2, .precedes, 0.95)], .superseding)
    #expect(replaced.isEmpty)
    #expect(later == [2])
  }

  @Test("Of several successors the surest is named")
  func surest() {
    let pairs = [pair(1, 2, .replaces, 0.92), pair(1, 3, .ends, 0.99)]
    #expect(Supersession.decide(derivations([1, 2, 3]), pairs, .superseding).replaced.map(\.newer) == [3])
  }

  @Test("An older fact that looks likelier is set aside before the likeliest answer is chosen")
  func olderAndLikelier() {
    func reading(_ answers: Float) -> Reading {
      Reading(
        support: SupportClass.allCases.map { $0 == .answers ? answers : (1 - answers) / 4 },
        spans: [ReadSpan(role: .answer, fact: 0, range: 0..<1, score: 0.9, token: 1)])
    }
    var readings = QuestionReadings(
      question: "Where is Ann?", plan: Plan(operation: .set),
      coverage: Coverage(read: 2, total: 2, isComplete: true))
    readings.sets = [(1, "Porto", 0.98), (2, "Lagos", 0.8)].map { id, text, probability in
      QuestionReadings.ReadSet(
        facts: [Fact(id: id, text: text, addedAt: .distantPast)], reading: reading(probability), parent: 1, nearness: 0)
    }
    readings.pairs = [pair(1, 2, .replaces, 0.97)]
    var thresholds = Thresholds.superseding
    thresholds.margin = 0.1
    let conclusion = readings.conclude(thresholds)
    #expect(conclusion.derivations.flatMap(\.facts) == [2])
    #expect(conclusion.superseded.map(\.older) == [1])
  }

  @Test("How many live there, once all who did have left, is known to be 0; who lives there is unknown")
  func countOfWhatHasEnded() {
    let reading = Reading(
      support: SupportClass.allCases.map { $0 == .answers ? 0.98 : 0.005 },
      spans: [ReadSpan(role: .answer, fact: 0, range: 0..<3, score: 0.9, token: 1)])
    func conclusion(_ operation: Operator) -> QuestionReadings.Conclusion {
      var readings = QuestionReadings(
        question: "How many live in Lisbon?", plan: Plan(operation: operation),
        coverage: Coverage(read: 2, total: 2, isComplete: true))
      readings.sets = [
        QuestionReadings.ReadSet(
          facts: [Fact(id: 1, text: "Ann lives in Lisbon", addedAt: .distantPast)], reading: reading, parent: 1,
          nearness: 0)
      ]
      readings.pairs = [pair(1, 2, .ends, 0.97)]
      return readings.conclude(.superseding)
    }
    let count = conclusion(.count).result
    #expect(count.known && count.values == ["0"])
    #expect(count.derivations.flatMap(\.facts) == [1])
    #expect(!conclusion(.set).result.known)
  }
}
