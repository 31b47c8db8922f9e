/// Whether a later fact replaces an earlier one for a question, decided by the reader: both are read side by side in the
/// order they were told, and what the reader then takes for an answer stands.
struct Supersession: Sendable {
  /// Two facts that each seemed to answer alone, read together.
  struct PairReading: Sendable {
    var older: Int64
    var newer: Int64
    var reading: Reading
  }

  /// Most facts that are compared with one another; lists of more are taken as lists.
  static let limit = 6

  /// Pairs worth reading together, older first: facts that singly answer a lookup or decide a yes/no question.
  static func candidates(_ readings: QuestionReadings) -> [[Fact]] {
    guard !readings.plan.isAggregate, readings.plan.comparison == nil else { return [] }
    let telling = readings.sets.filter { set in
      set.facts.count == 1
        && [SupportClass.answers, .yes, .no].contains { set.reading.probability($0) >= 0.3 }
    }
    let facts = telling.map { $0.facts[0] }.sorted { $0.id < $1.id }
    guard (2...limit).contains(facts.count) else { return [] }
    return facts.indices.flatMap { older in
      facts.indices.dropFirst(older + 1).map { [facts[older], facts[$0]] }
    }
  }

  /// The facts that a later one replaces, among those the derivations rest on.
  static func superseded(_ derivations: [Derivation], _ pairs: [PairReading], _ thresholds: Thresholds) -> Set<Int64> {
    let single = derivations.filter { $0.facts.count == 1 }
    let standing = Dictionary(grouping: single) { $0.facts[0] }
    var replaced: Set<Int64> = []
    for pair in pairs {
      guard let older = standing[pair.older], let newer = standing[pair.newer] else { continue }
      if let before = older.first?.truth, let after = newer.first?.truth {
        let verdict = pair.reading.probability(.yes) >= pair.reading.probability(.no)
        if before != after, verdict == after { replaced.insert(pair.older) }
      } else if pair.reading.probability(.answers) >= thresholds.supersedes {
        let answers = pair.reading.spans.filter { $0.role == .answer }
        if !answers.isEmpty, answers.allSatisfy({ $0.fact == 1 }) { replaced.insert(pair.older) }
      }
    }
    return replaced
  }
}
