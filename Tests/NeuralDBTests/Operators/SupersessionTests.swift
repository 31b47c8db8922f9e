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
}
