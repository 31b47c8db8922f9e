import Foundation

/// The values that answered a question one after the other.
///
/// ```swift
/// let history = try await database.history("Anna's home")
/// for entry in history.entries { print(entry.value, entry.fact.addedAt, entry.successor?.text ?? "still stands") }
/// ```
public struct ValueHistory: Sendable {
  /// One value, as one fact (or several together) told it.
  public struct Entry: Sendable {
    /// As written in the fact; `TRUE` or `FALSE` for a yes/no question.
    public var value: String
    /// The fact that told it: of several, the newest.
    public var fact: Fact
    /// Ids of all the facts it rests on, ascending.
    public var facts: [Int64]
    /// Probability that the facts say so, 0...1.
    public var score: Double
    /// What took its place or ended it; nil while it stands, and for a fact that was withdrawn.
    public var replacement: Supersession.Replacement?
    /// The fact that `replacement` names.
    public var successor: Fact?

    public init(
      value: String, fact: Fact, facts: [Int64], score: Double, replacement: Supersession.Replacement? = nil,
      successor: Fact? = nil
    ) {
      self.value = value
      self.fact = fact
      self.facts = facts
      self.score = score
      self.replacement = replacement
      self.successor = successor
    }
  }

  /// What was asked.
  public var question: String
  /// In the order they were told.
  public var entries: [Entry]
  public var coverage: Coverage

  /// What readings come to.
  ///
  /// - Parameter facts: those that the readings name.
  init(_ readings: QuestionReadings, _ thresholds: Thresholds, facts: [Fact]) {
    let byID = Dictionary(facts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    // What was withdrawn replaced nothing, and ended when it was withdrawn.
    let standing = (readings.pairs + readings.links).filter { pair in
      [pair.older, pair.newer].allSatisfy { byID[$0].map { $0.retractedAt == nil } ?? false }
    }
    let chain = Supersession.chain(standing, thresholds)
    let found = Aggregator.filtered(readings.everConcluded(thresholds), by: readings.plan)
      .sorted { ($0.facts.last ?? 0, $0.start) < ($1.facts.last ?? 0, $1.start) }
    question = readings.question
    coverage = readings.coverage
    var seen: Set<[String]> = []
    entries = found.compactMap { derivation in
      guard let value = derivation.value, let fact = derivation.facts.last.flatMap({ byID[$0] }),
        seen.insert([TextNormalizer.normalized(value), "\(derivation.facts)"]).inserted
      else { return nil }
      let replacement = derivation.facts.compactMap { chain[$0] }.min { $0.newer < $1.newer }
      return Entry(
        value: value, fact: fact, facts: derivation.facts, score: derivation.score, replacement: replacement,
        successor: replacement.flatMap { byID[$0.newer] })
    }
  }

  /// A phrase as the question for its value: *Anna's home* as *What is Anna's home?*; a question stays as it is.
  static func question(_ phrase: String) -> String {
    let text = phrase.trimmingCharacters(in: .whitespacesAndNewlines)
    if text.isEmpty || text.hasSuffix("?") { return text }
    let first = text.prefix { $0.isLetter }.lowercased()
    return openings.contains(first) ? text + "?" : "What is \(text)?"
  }

  private static let openings: Set<String> = [
    "who", "whom", "whose", "what", "which", "where", "when", "how", "why", "is", "are", "was", "were", "do", "does",
    "did", "has", "have", "had", "can", "could",
  ]
}

extension QuestionWalk {
  /// The history of what a question asks for: the walk up to the derivations, with none left out for a later one.
  func history(_ question: String) throws -> ValueHistory {
    var timer = StageTimer()
    let readings = try gather(question, .generated, model.thresholds, &timer) { plan in
      // A yes/no question keeps its plan; of any other the single values are wanted, not what they add up to.
      if plan.operation == .bool, plan.comparison == nil { return plan }
      return Plan(operation: .set, conditions: plan.conditions, expectsSeveral: true, confidence: plan.confidence)
    }
    let ids = Set(readings.sets.flatMap { $0.facts.map(\.id) } + readings.pairs.map(\.newer)).sorted()
    return ValueHistory(readings, model.thresholds, facts: try store.facts(ids: ids, asOf: asOf))
  }
}

extension Derivation {
  fileprivate var value: String? { truth.map { $0 ? "TRUE" : "FALSE" } ?? answer?.text }
  fileprivate var start: Int { answer?.range.lowerBound ?? 0 }
}
