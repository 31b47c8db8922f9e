import Foundation
import NeuralDB
import Training

/// Examples of every kind in the words of `TinyTower`.
enum TinyExamples {
  static let readers: [ReaderExample] = [
    reading("Where does Ann live?", ["Ann lives in Oslo."], .answers, [(.answer, 0, "Oslo")]),
    reading(
      "Which boats weigh more than 12 tons?", ["The Gull weighs 15 tons and the Heron 9 tons."], .answers,
      [(.answer, 0, "Gull"), (.condition, 0, "15 tons"), (.answer, 0, "Heron"), (.condition, 0, "9 tons")],
      pairs: [SpanPair(answer: 0, other: 1), SpanPair(answer: 2, other: 3)]),
    reading("Where does Ann live?", ["Ben likes green tea."], .irrelevant),
    reading("Which country does Ben live in?", ["Ben lives in Rome."], .partial),
    reading(
      "Which country does Ben live in?", ["Ben lives in Rome.", "Rome is a city of Italy."], .answers,
      [(.answer, 1, "Italy")]),
    reading("What does Ben like?", ["Ben likes green tea."], .answers, hasSpans: false),
    ReaderExample(
      question: "Where does Ann live?", facts: ["Ann lives in Oslo.", "Ann lives in Rome."], support: .answers,
      spans: [LabelledSpan(role: .answer, fact: 1, range: 13..<17)], succession: .replaces, source: "test"),
    ReaderExample(
      question: "Does Ben like green tea?", facts: ["Ben likes green tea.", "Ann lives in Oslo."], support: .yes,
      succession: .unrelated, source: "test"),
  ]

  static let planners: [PlannerExample] = [
    PlannerExample(
      question: "How many boats weigh more than 12 tons?", operation: .count, counting: .entities, measure: .number,
      comparator: .greater, hasComparator: true, limit: LimitClass.none,
      spans: [.init(role: .constant, range: range(of: "12 tons", in: "How many boats weigh more than 12 tons?"))],
      source: "test"),
    PlannerExample(
      question: "Which boat is the second oldest?", operation: .argmin, limit: .rank, several: false, source: "test"),
  ]

  /// One a shard.
  static let choices: [[ReaderExample]] = [
    [readers[0], readers[2], readers[3]], [readers[5], readers[2], readers[3]],
  ]

  /// All of them, in two shards.
  static let shards: [[TrainingItem]] = {
    let items = readers.map(TrainingItem.reader) + planners.map(TrainingItem.planner) + choices.map(TrainingItem.choice)
    return [0, 1].map { shard in items.indices.filter { $0 % 2 == shard }.map { items[$0] } }
  }()

  /// Where each of six people lives.
  static let retrievals: [RetrieverExample] = [
    ("Ann", "Oslo"), ("Ben", "Rome"), ("Cara", "Paris"), ("Dan", "Bergen"), ("Eva", "Turin"), ("Finn", "Lyon"),
  ].map { person, city in
    RetrieverExample(
      question: "Where does \(person) live?", positives: ["\(person) lives in \(city)."],
      negatives: ["\(person) likes green tea."])
  }

  /// UTF-8 offsets of the first occurrence; an empty range when there is none.
  static func range(of text: String, in whole: String) -> Range<Int> {
    guard let found = whole.range(of: text) else { return 0..<0 }
    return whole.utf8.distance(
      from: whole.startIndex, to: found.lowerBound)..<whole.utf8.distance(from: whole.startIndex, to: found.upperBound)
  }

  private static func reading(
    _ question: String, _ facts: [String], _ support: SupportClass, _ spans: [(SpanRole, Int, String)] = [],
    pairs: [SpanPair] = [], hasSpans: Bool = true
  ) -> ReaderExample {
    ReaderExample(
      question: question, facts: facts, support: support,
      spans: spans.map { LabelledSpan(role: $0.0, fact: $0.1, range: range(of: $0.2, in: facts[$0.1])) },
      pairs: pairs, hasSpans: hasSpans, source: "test")
  }
}
