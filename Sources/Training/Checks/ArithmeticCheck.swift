import Foundation
import NeuralDB

/// Whether the aggregation stage makes the gold answer of a question from its gold plan and derivations: what it does not is
/// a wrong answer in the data or a gap in the rules for numbers, dates and units, and beyond what any reader could mend.
public struct ArithmeticCheck: Sendable {
  public init() {}

  /// What the gold derivations come to; nil where the question has none, and for a plain verdict, which is no arithmetic.
  public func conclusion(_ query: GoldQuery, _ facts: [String]) -> AggregateResult? {
    guard !query.derivations.isEmpty, query.type != .bool || query.plan.comparator != nil,
      query.derivations.allSatisfy({ !$0.facts.isEmpty && $0.facts.allSatisfy(facts.indices.contains) })
    else { return nil }
    let plan = query.plan
    let assembly = PlanAssembly(
      operation: query.type, confidence: 1, counting: plan.counting ?? .entities, measure: plan.measure ?? .number,
      comparator: plan.comparator, limit: plan.top != nil ? .top : plan.rank != nil ? .rank : LimitClass.none,
      constants: plan.constants ?? [], limits: [plan.top, plan.rank].compactMap { $0 }, items: plan.items ?? [],
      expectsSeveral: query.answer.count > 1)
    var taken: Set<Place> = []
    let derivations = query.derivations.map { derivation(of: $0, facts, &taken) }
    return Aggregator.aggregate(plan: assembly.plan, derivations: derivations, question: query.query)
  }

  /// Whether that is the gold answer; nil where there is nothing to compare.
  public func isRight(_ query: GoldQuery, _ facts: [String]) -> Bool? {
    conclusion(query, facts).map {
      ExactMatch.matches(predicted: $0.values, gold: query.answer, operation: query.type)
    }
  }

  private struct Place: Hashable {
    var fact: Int
    var range: Range<Int>
  }

  /// - Parameter taken: where the answers before this one stand: of a fact's two 40s each is an answer of its own.
  private func derivation(of gold: GoldDerivation, _ facts: [String], _ taken: inout Set<Place>) -> Derivation {
    func places(_ text: String?) -> [Place] {
      guard let text else { return [] }
      return gold.facts.reversed().flatMap { fact in
        WordBoundary.ranges(of: text, in: facts[fact]).map { Place(fact: fact, range: $0) }
      }
    }
    func span(_ place: Place?) -> Span? {
      place.map { Span($0.range, of: Fact(id: Int64($0.fact), text: facts[$0.fact], addedAt: .distantPast)) }
    }
    let found = places(gold.answer)
    let answer = found.first { !taken.contains($0) } ?? found.first
    if let answer { taken.insert(answer) }
    func beside(_ text: String?) -> Span? {
      guard let place = places(text).first, let text else { return nil }
      let range = place.fact == answer?.fact ? answer?.range ?? 0..<0 : 0..<0
      return span(
        WordBoundary.range(of: text, in: facts[place.fact], nearest: range).map { Place(fact: place.fact, range: $0) })
    }
    return Derivation(
      answer: span(answer), measure: beside(gold.measure), condition: beside(gold.condition), truth: gold.truth,
      score: 1,
      facts: gold.facts.map(Int64.init).sorted())
  }
}
