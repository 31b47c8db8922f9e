import Encoder
import NeuralDB

/// Readings and plans of role facts: each question with its fact, with a fact told nearby, and each trap with its fact.
struct RoleExamples {
  /// Facts told nearby that a question is read with, as irrelevant.
  var neighbours = 2

  func items(_ facts: [RoleFact], random: inout SeededRandom) -> [TrainingItem] {
    var items: [TrainingItem] = []
    for (index, fact) in facts.enumerated() {
      let near = facts.indices.filter { $0 != index && abs($0 - index) <= 12 }
      for ask in fact.ask {
        guard let example = reading(ask, fact.fact) else { continue }
        items.append(.reader(example))
        items += near.shuffled(using: &random).prefix(neighbours).map { other in
          .reader(irrelevant(ask.q, facts[other].fact))
        }
        items.append(.planner(plan(ask)))
      }
      items += fact.not.map { .reader(irrelevant($0, fact.fact)) }
    }
    return items
  }

  private func irrelevant(_ question: String, _ fact: String) -> ReaderExample {
    ReaderExample(question: question, facts: [fact], support: .irrelevant, source: "roles")
  }

  private func reading(_ ask: RoleFact.Ask, _ fact: String) -> ReaderExample? {
    if let truth = ask.truth {
      return ReaderExample(question: ask.q, facts: [fact], support: truth ? .yes : .no, source: "roles")
    }
    let spans = (ask.a ?? []).compactMap { answer in
      WordBoundary.firstRange(of: answer, in: fact).map { LabelledSpan(role: .answer, fact: 0, range: $0) }
    }
    guard !spans.isEmpty, spans.count == ask.a?.count else { return nil }
    return ReaderExample(question: ask.q, facts: [fact], support: .answers, spans: spans, source: "roles")
  }

  private func plan(_ ask: RoleFact.Ask) -> PlannerExample {
    // "How many" is a count whatever tells it, but which other words ask for one is not known here.
    let counts = ask.q.lowercased().contains("how many ")
    let operation: Operator = ask.truth != nil ? .bool : counts ? .count : .set
    return PlannerExample(
      question: ask.q, operation: operation, several: operation == .set ? (ask.a?.count ?? 0) > 1 : nil,
      source: "roles")
  }
}
