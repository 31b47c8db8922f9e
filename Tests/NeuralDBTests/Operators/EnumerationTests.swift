import Foundation
import Testing

@testable import NeuralDB

/// Facts that state something of several things one after the other.
@Suite struct EnumerationTests {
  /// A reading of `text` with spans by their words, each found behind the one before it.
  private func reading(_ text: String, _ spans: [(SpanRole, String, Float)], pairs: [[Int]: Float] = [:]) -> Reading {
    var end = text.startIndex
    let found = spans.map { role, words, score in
      let range = text.range(of: words, range: end..<text.endIndex) ?? end..<end
      end = range.upperBound
      let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      return ReadSpan(role: role, fact: 0, range: start..<start + words.utf8.count, score: score, token: start)
    }
    return Reading(support: [0.05, 0.95, 0, 0, 0], spans: found, pairs: pairs)
  }

  private func answer(
    _ plan: Plan, _ text: String, _ spans: [(SpanRole, String, Float)], pairs: [[Int]: Float] = [:]
  ) -> [String] {
    var thresholds = Thresholds()
    thresholds.aggregateSpans = 0.9
    thresholds.partnerSpans = 0.6
    let fact = Fact(id: 1, text: text, addedAt: .distantPast)
    let derivations = NeuralSPJ(thresholds: thresholds, plan: plan)
      .derivations(reading(text, spans, pairs: pairs), set: [fact], nearness: 0)
    return Aggregator.aggregate(plan: plan, derivations: derivations, question: "").values
  }

  private let volunteers = "Volunteers week 1: 9, week 2: 14, week 3: 6."

  @Test("Measures that the reader is unsure of count where answers and measures take turns")
  func unsureMeasures() {
    let spans: [(SpanRole, String, Float)] = [
      (.answer, "week 1", 0.95), (.measure, "9", 0.55), (.answer, "week 2", 0.95), (.measure, "14", 0.5),
      (.answer, "week 3", 0.92), (.measure, "6", 0.8),
    ]
    #expect(answer(Plan(operation: .argmax), volunteers, spans) == ["week 2"])
    #expect(answer(Plan(operation: .argmin), volunteers, spans) == ["week 3"])
  }

  @Test("A word before the list takes nobody's measure")
  func aStrayAnswer() {
    let spans: [(SpanRole, String, Float)] = [
      (.answer, "Volunteers", 0.1), (.answer, "week 1", 0.95), (.measure, "9", 0.9), (.answer, "week 2", 0.6),
      (.measure, "14", 0.9), (.answer, "week 3", 0.7), (.measure, "6", 0.8),
    ]
    #expect(answer(Plan(operation: .argmax), volunteers, spans) == ["week 2"])
  }

  @Test("Counts that a fact states decide who has most of what would be counted")
  func statedTallies() {
    let text = "Arrivals: Thursday 34 guests, Friday 71 guests, Saturday 22 guests."
    let spans: [(SpanRole, String, Float)] = [
      (.answer, "Thursday", 0.95), (.measure, "34 guests", 0.9), (.answer, "Friday", 0.95),
      (.measure, "71 guests", 0.9),
      (.answer, "Saturday", 0.95), (.measure, "22 guests", 0.9),
    ]
    let pairs: [[Int]: Float] = [[0, 1]: 0.9, [2, 5]: 0.9, [4, 1]: 0.9]
    #expect(answer(Plan(operation: .argmax, measure: .tally), text, spans, pairs: pairs) == ["Friday"])
  }

  @Test("Both sides of a comparison are found in one fact")
  func compared() {
    let text = "The oldest of us is Ko, 81; the youngest Min-seo, 29."
    let plan = Plan(operation: .bool, comparison: Comparison(items: ["Ko", "Min-seo"], comparator: .greater))
    let spans: [(SpanRole, String, Float)] = [
      (.answer, "Ko", 0.7), (.measure, "81", 0.9), (.answer, "Min-seo", 0.9), (.measure, "29", 0.55),
    ]
    #expect(answer(plan, text, spans) == ["TRUE"])
  }

  @Test("Names with measures of their own in one fact are of different things")
  func namesApart() {
    let text = "Tea: nine cups on Sanday, fourteen on Westray, three on Papa Westray."
    let spans: [(SpanRole, String, Float)] = [
      (.measure, "nine cups", 0.9), (.answer, "Sanday", 0.95), (.measure, "fourteen", 0.9), (.answer, "Westray", 0.95),
      (.measure, "three", 0.9), (.answer, "Papa Westray", 0.95),
    ]
    #expect(answer(Plan(operation: .argmax), text, spans) == ["Westray"])
  }

  @Test("Where answers outnumber what takes turns, nothing is enumerated")
  func shared() {
    let text = "Ann and Bo are 41, Cy is 12."
    let spans: [(SpanRole, String, Float)] = [
      (.answer, "Ann", 0.95), (.answer, "Bo", 0.95), (.measure, "41", 0.9), (.answer, "Cy", 0.95),
      (.measure, "12", 0.9),
    ]
    let pairs: [[Int]: Float] = [[0, 2]: 0.9, [1, 2]: 0.9, [3, 4]: 0.9]
    #expect(answer(Plan(operation: .argmax), text, spans, pairs: pairs) == ["Ann", "Bo"])
  }

  @Test("A fact with one sure pair does not hide one that enumerates two")
  func oneOfTwoFacts() {
    func span(_ role: SpanRole, fact: Int, at: Int, _ score: Float) -> ReadSpan {
      ReadSpan(role: role, fact: fact, range: at..<at + 3, score: score, token: at)
    }
    let reading = Reading(
      support: [0, 1, 0, 0, 0],
      spans: [
        span(.answer, fact: 0, at: 0, 0.95), span(.measure, fact: 0, at: 5, 0.95), span(.answer, fact: 1, at: 0, 0.6),
        span(.measure, fact: 1, at: 5, 0.6), span(.answer, fact: 1, at: 10, 0.6), span(.measure, fact: 1, at: 15, 0.6),
      ])
    let entries = Enumeration.entries(reading, .measure, threshold: 0.5)
    #expect(entries == [.init(answer: 2, partner: 3), .init(answer: 4, partner: 5)])
  }
}
