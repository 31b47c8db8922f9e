import Testing

@testable import NeuralDB

/// Which measure belongs to which answer of a fact that lists several.
@Suite struct SpanPairingTests {
  /// Spans told by role and place, pair scores by answer and other.
  private func reading(_ spans: [(SpanRole, Int)], _ scores: [[Int]: Float], fact: [Int: Int] = [:]) -> Reading {
    Reading(
      support: [0, 1, 0, 0, 0],
      spans: spans.enumerated().map { index, span in
        ReadSpan(
          role: span.0, fact: fact[index] ?? 0, range: span.1 * 10..<span.1 * 10 + 5, score: 0.9, token: span.1)
      }, pairs: scores)
  }

  private func measures(_ reading: Reading, many: Bool = false) -> [[Int]] {
    let answers = reading.spans.indices.filter { reading.spans[$0].role == .answer }
    return SpanPairing(reading: reading, answers: answers, threshold: 0.5).partners(.measure, many: many)
  }

  @Test func eachItemOfAListTakesAMeasureOfItsOwnInTheOrderOfTheText() {
    // checkout 78 %, Ledger 61 %: both would rather have 61.
    let list = reading(
      [(.answer, 0), (.answer, 2), (.measure, 1), (.measure, 3)],
      [[0, 2]: 0.7, [0, 3]: 0.8, [1, 2]: 0.2, [1, 3]: 0.9])
    #expect(measures(list) == [[2], [3]])
  }

  @Test func aMeasureTooManyIsLeftOut() {
    let list = reading(
      [(.answer, 0), (.answer, 2), (.measure, 1), (.measure, 3), (.measure, 4)],
      [[0, 2]: 0.9, [0, 3]: 0.3, [0, 4]: 0.1, [1, 2]: 0.3, [1, 3]: 0.2, [1, 4]: 0.8])
    #expect(measures(list) == [[2], [4]])
  }

  @Test func severalShareAMeasureWhereThereAreFewer() {
    // Ann and Bo are 41, Cy is 12.
    let shared = reading(
      [(.answer, 0), (.answer, 1), (.answer, 3), (.measure, 2), (.measure, 4)],
      [[0, 3]: 0.9, [0, 4]: 0.1, [1, 3]: 0.9, [1, 4]: 0.2, [2, 3]: 0.1, [2, 4]: 0.9])
    #expect(measures(shared) == [[3], [3], [4]])
    let single = reading([(.answer, 0), (.answer, 1), (.measure, 2)], [:])
    #expect(measures(single) == [[2], [2]])
  }

  @Test func talliesTakeAllThatPair() {
    let tally = reading(
      [(.answer, 2), (.measure, 0), (.measure, 1), (.measure, 3)], [[0, 1]: 0.9, [0, 2]: 0.8, [0, 3]: 0.1])
    #expect(measures(tally, many: true) == [[1, 2]])
  }

  @Test func spansOfTwoFactsAreNotAligned() {
    let apart = reading(
      [(.answer, 0), (.answer, 2), (.measure, 1), (.measure, 3)],
      [[0, 2]: 0.2, [0, 3]: 0.8, [1, 2]: 0.1, [1, 3]: 0.9], fact: [1: 1, 3: 1])
    #expect(measures(apart) == [[3], [3]])
  }
}
