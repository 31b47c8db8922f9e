import Foundation
import Testing

@testable import NeuralDB

/// Which of a reading's spans become derivations.
@Suite struct NeuralSPJTests {
  private static let text = "Hamza beat Piet in 22 moves, Sunniva won hers in 61."
  private static let fact = Fact(id: 7, text: text, addedAt: .distantPast)

  private func span(_ text: String, _ role: SpanRole, _ score: Float) -> ReadSpan {
    let start = Self.text.utf8Range(of: text)
    return ReadSpan(role: role, fact: 0, range: start, score: score, token: start.lowerBound)
  }

  private func read(_ plan: Plan) -> [Derivation] {
    var thresholds = Thresholds()
    thresholds.aggregateSpans = 0.9
    thresholds.pairedSpans = 0.4
    let reading = Reading(
      support: [0.05, 0.95, 0, 0, 0],
      spans: [
        span("Hamza", .answer, 0.8), span("Piet", .answer, 0.3), span("Sunniva", .answer, 0.6),
        span("22", .measure, 0.98), span("61", .measure, 0.97),
      ])
    return NeuralSPJ(thresholds: thresholds, plan: plan).derivations(reading, set: [Self.fact], nearness: 0)
  }

  @Test("Of two measures each finds an answer of its own, though only one answer is sure")
  func paired() {
    let derivations = read(Plan(operation: .argmin))
    #expect(derivations.map { $0.answer?.text } == ["Hamza", "Sunniva"])
    #expect(derivations.map { $0.measure?.text } == ["22", "61"])
  }

  @Test("Where measures do not count, answers have to be sure by themselves")
  func unpaired() {
    #expect(read(Plan(operation: .count)).map { $0.answer?.text } == ["Hamza"])
    #expect(Set(read(Plan(operation: .argmax, measure: .tally)).map { $0.answer?.text }) == ["Hamza"])
  }
}

extension String {
  fileprivate func utf8Range(of text: String) -> Range<Int> {
    guard let range = range(of: text) else { return 0..<0 }
    return utf8.distance(from: startIndex, to: range.lowerBound)..<utf8.distance(from: startIndex, to: range.upperBound)
  }
}
