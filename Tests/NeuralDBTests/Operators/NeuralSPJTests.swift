import Foundation
import Testing

@testable import NeuralDB

/// Which of a reading's spans become derivations.
@Suite struct NeuralSPJTests {
  private static let text = "Hamza beat Piet in 22 moves, Sunniva won hers in 61."

  private func span(_ text: String, _ role: SpanRole, _ score: Float, in fact: String = text) -> ReadSpan {
    let start = fact.utf8Range(of: text)
    return ReadSpan(role: role, fact: 0, range: start, score: score, token: start.lowerBound)
  }

  private func derivations(
    _ plan: Plan, _ thresholds: Thresholds, _ spans: [ReadSpan], of text: String = text
  ) -> [Derivation] {
    let fact = Fact(id: 7, text: text, addedAt: .distantPast)
    let reading = Reading(support: [0.05, 0.95, 0, 0, 0], spans: spans)
    return NeuralSPJ(thresholds: thresholds, plan: plan).derivations(reading, set: [fact], nearness: 0)
  }

  private func read(_ plan: Plan) -> [Derivation] {
    var thresholds = Thresholds()
    thresholds.aggregateSpans = 0.9
    thresholds.pairedSpans = 0.4
    return derivations(
      plan, thresholds,
      [
        span("Hamza", .answer, 0.8), span("Piet", .answer, 0.3), span("Sunniva", .answer, 0.6),
        span("22", .measure, 0.98), span("61", .measure, 0.97),
      ])
  }

  @Test("Of two measures each finds an answer of its own, though only one answer is sure")
  func paired() {
    let derivations = read(Plan(operation: .argmin))
    #expect(derivations.map { $0.answer?.text } == ["Hamza", "Sunniva"])
    #expect(derivations.map { $0.measure?.text } == ["22", "61"])
  }

  @Test("A number that the reader tags in two parts is one value")
  func decimalComma() {
    let text = "Crate 1 weighs 12,5 kg."
    let spans = [span("12", .answer, 0.9, in: text), span("5 kg", .answer, 0.8, in: text)]
    #expect(derivations(Plan(operation: .sum), Thresholds(), spans, of: text).map { $0.answer?.text } == ["12,5 kg"])
  }

  @Test("Where measures do not count, answers have to be sure by themselves")
  func unpaired() {
    #expect(read(Plan(operation: .count)).map { $0.answer?.text } == ["Hamza"])
    // Things by their names, not their numbers: one may have several.
    var thresholds = Thresholds()
    thresholds.aggregateSpans = 0.9
    let tally = derivations(
      Plan(operation: .argmax, measure: .tally), thresholds,
      [
        span("Hamza", .answer, 0.95), span("Piet", .measure, 0.98), span("Sunniva", .answer, 0.6),
        span("hers", .measure, 0.97),
      ])
    #expect(Set(tally.map { $0.answer?.text }) == ["Hamza"])
  }

  @Test("What a fact lists beside an answer needs less to be one than a name elsewhere in the fact")
  func listed() {
    let text = "Ines avoids ibuprofen, nuts and her cat; Dr Rao signed."
    var thresholds = Thresholds()
    thresholds.spans = 0.95
    func read(_ listed: Float) -> [String?] {
      thresholds.listedSpans = listed
      return derivations(
        Plan(operation: .set), thresholds,
        [
          span("ibuprofen", .answer, 0.99, in: text), span("nuts", .answer, 0.9, in: text),
          span("cat", .answer, 0.6, in: text), span("Dr Rao", .answer, 0.9, in: text),
        ], of: text
      ).map { $0.answer?.text }
    }
    #expect(read(0.5) == ["ibuprofen", "nuts", "cat"])
    #expect(read(0.8) == ["ibuprofen", "nuts"])
    #expect(read(1.1) == ["ibuprofen"])
  }

  @Test("Among many facts read an aggregate leaves out those that lie far from the nearest, a lookup does not")
  func crowded() {
    var thresholds = Thresholds()
    thresholds.crowding = 3
    let reading = Reading(support: [0.1, 0.9, 0, 0, 0], spans: [span("Hamza", .answer, 0.9)])
    func isRead(_ operation: Operator, beside read: Int, nearness: Float) -> Bool {
      let fact = Fact(id: 7, text: Self.text, addedAt: .distantPast)
      let operatorSPJ = NeuralSPJ(thresholds: thresholds, plan: Plan(operation: operation), read: read)
      return !operatorSPJ.derivations(reading, set: [fact], nearness: nearness).isEmpty
    }
    #expect(isRead(.count, beside: 30, nearness: -0.3))
    #expect(!isRead(.count, beside: 1000, nearness: -0.3))
    #expect(isRead(.count, beside: 1000, nearness: 0))
    #expect(isRead(.set, beside: 1000, nearness: -0.3))
  }

  @Test("Values that are added up have a threshold of their own")
  func values() {
    let text = "Coverage is 82% for checkout and 64% for Ledger."
    var thresholds = Thresholds()
    thresholds.aggregateSpans = 0.9
    thresholds.valueSpans = 0.4
    func read(_ operation: Operator) -> Int {
      let spans = [span("82%", .answer, 0.5, in: text), span("64%", .answer, 0.95, in: text)]
      return derivations(Plan(operation: operation), thresholds, spans, of: text).count
    }
    #expect(read(.avg) == 2)
    #expect(read(.count) == 1)
  }
}

/// What stands between two items of a list.
@Suite struct CoordinationTests {
  @Test(arguments: [
    "nuts, eggs", "nuts and eggs", "nuts, and the eggs", "nuts & eggs", "nuts/eggs", "nuts or the eggs",
  ])
  func joins(_ text: String) {
    #expect(Coordination.joins("nuts".utf8.count..<text.utf8.count - "eggs".utf8.count, in: text))
  }

  @Test(arguments: [
    "nuts eggs", "nuts; eggs", "nuts her eggs", "nuts. eggs", "nuts but not eggs", "nuts with 2 eggs",
    "nuts and no eggs",
  ])
  func doesNotJoin(_ text: String) {
    #expect(!Coordination.joins("nuts".utf8.count..<text.utf8.count - "eggs".utf8.count, in: text))
  }
}

extension String {
  func utf8Range(of text: String) -> Range<Int> {
    guard let range = range(of: text) else { return 0..<0 }
    return utf8.distance(from: startIndex, to: range.lowerBound)..<utf8.distance(from: startIndex, to: range.upperBound)
  }
}
