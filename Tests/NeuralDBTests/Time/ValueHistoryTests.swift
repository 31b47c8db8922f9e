import Foundation
import Testing

@testable import NeuralDB

/// Chains of values, from readings at hand.
@Suite struct ValueHistoryTests {
  private let texts = [
    "Anna lives in Porto.", "Anna moved to Lisbon.", "Anna lives in Rome.", "Anna moved to Madrid.",
    "Anna left Madrid.",
  ]

  private func facts(retracted: Set<Int64> = []) -> [Fact] {
    texts.enumerated().map { index, text in
      let id = Int64(index + 1)
      return Fact(
        id: id, text: text, addedAt: Date(timeIntervalSince1970: Double(id)), source: "notes.txt", line: index + 1,
        retractedAt: retracted.contains(id) ? Date(timeIntervalSince1970: 99) : nil)
    }
  }

  /// The first four facts answer with their last word.
  private func readings(_ facts: [Fact], _ pairs: [Supersession.PairReading]) -> QuestionReadings {
    var readings = QuestionReadings(
      question: "What is Anna's home?", plan: Plan(operation: .set, expectsSeveral: true),
      coverage: Coverage(read: 5, total: 5, isComplete: true))
    readings.sets = facts.prefix(4).map { fact in
      let end = fact.text.utf8.count - 1
      let start = end - (fact.text.dropLast().split(separator: " ").last?.utf8.count ?? 0)
      let span = ReadSpan(role: .answer, fact: 0, range: start..<end, score: 0.9, token: 0)
      var support = SupportClass.allCases.map { _ in Float(0.02) }
      support[SupportClass.answers.rawValue] = 0.92
      return QuestionReadings.ReadSet(
        facts: [fact], reading: Reading(support: support, spans: [span]), parent: 1, nearness: 0)
    }
    readings.pairs = pairs
    return readings
  }

  @Test("Each value is followed by its first successor, and an ending is told apart")
  func chain() {
    let pairs = [
      pair(1, 4, .replaces, 0.99), pair(1, 2, .replaces, 0.95), pair(2, 3, .adds, 0.99), pair(2, 4, .replaces, 0.96),
      pair(4, 5, .ends, 0.97),
    ]
    let history = ValueHistory(readings(facts(), pairs), .superseding, facts: facts())
    #expect(history.entries.map(\.value) == ["Porto", "Lisbon", "Rome", "Madrid"])
    #expect(history.entries.map { $0.successor?.id } == [2, 4, nil, 5])
    #expect(history.entries.map { $0.replacement?.kind } == [.replaces, .replaces, nil, .ends])
    #expect(history.entries.map(\.fact.line) == [1, 2, 3, 4])
  }

  @Test("A withdrawn value is shown, and replaces nothing")
  func withdrawn() {
    let pairs = [pair(1, 2, .replaces, 0.99), pair(1, 4, .replaces, 0.95), pair(2, 4, .replaces, 0.95)]
    let facts = facts(retracted: [2])
    let history = ValueHistory(readings(facts, pairs), .superseding, facts: facts)
    #expect(history.entries.map { $0.fact.retractedAt != nil } == [false, true, false, false])
    #expect(history.entries.map { $0.successor?.id } == [4, nil, nil, nil])
  }

  @Test("A fact outside the time asked about gives no answer and replaces none")
  func outsideTime() {
    var readings = readings(facts(), [pair(1, 2, .replaces, 0.99)])
    #expect(Set(readings.conclude(.superseding).result.values) == ["Lisbon", "Rome", "Madrid"])
    readings.outsideTime = [2, 3, 4]
    #expect(readings.conclude(.superseding).result.values == ["Porto"])
    #expect(readings.conclude(.superseding).superseded.isEmpty)
    // One that held then and has ended is not replaced by what came later.
    readings.outsideTime = []
    readings.insideTime = [1]
    #expect(Set(readings.conclude(.superseding).result.values) == ["Porto", "Lisbon", "Rome", "Madrid"])
  }

  @Test(arguments: [
    ("Anna's home", "What is Anna's home?"), (" where does Anna live ", "where does Anna live?"),
    ("Who is it?", "Who is it?"), ("", ""),
  ])
  func phrases(_ phrase: String, _ question: String) {
    #expect(ValueHistory.question(phrase) == question)
  }
}
