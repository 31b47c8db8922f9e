import Foundation
import NeuralDB

/// A fault of a written database: what stands there cannot be read from its facts, or does not follow from them.
public struct DataIssue: Sendable, Hashable, CustomStringConvertible {
  public var place: String
  public var text: String
  public var reason: String

  public var description: String { "\(place): \"\(text)\": \(reason)" }
}

/// Whether a database of `Data/Natural/` is what it says: spans stand in their facts, constants in their questions, and
/// the gold answer of a lookup without condition or limit is what its derivations name.
public struct NaturalCheck: Sendable {
  public init() {}

  /// - Parameter place: where the database stands, for the issues (*one.jsonl:3*).
  public func issues(_ database: GoldDatabase, place: String) -> [DataIssue] {
    database.queries.flatMap { issues($0, database.facts, place) }
      + (database.updates ?? []).flatMap { issues($0, database.facts, place) }
  }

  private func issues(_ query: GoldQuery, _ facts: [String], _ place: String) -> [DataIssue] {
    var issues: [DataIssue] = []
    func complain(_ reason: String) { issues.append(DataIssue(place: place, text: query.query, reason: reason)) }
    let sets = query.facts + query.derivations.map(\.facts)
    guard sets.allSatisfy({ !$0.isEmpty && $0.allSatisfy(facts.indices.contains) }) else {
      complain("a support set is empty or names no fact")
      return issues
    }
    for derivation in query.derivations {
      for text in [derivation.answer, derivation.measure, derivation.condition].compactMap({ $0 })
      where !derivation.facts.contains(where: { WordBoundary.firstRange(of: text, in: facts[$0]) != nil }) {
        complain("\"\(text)\" does not stand in facts \(derivation.facts)")
      }
    }
    let plan = query.plan
    for text in (plan.constants ?? []) + (plan.items ?? []) + [plan.top, plan.rank].compactMap({ $0 })
    where WordBoundary.firstRange(of: text, in: query.query) == nil {
      complain("\"\(text)\" does not stand in the question")
    }
    guard issues.isEmpty, query.type == .set || query.type == .count else { return issues }
    if query.type == .set, query.answer.isEmpty != query.facts.isEmpty {
      complain("an answer without a support set, or the other way round")
    }
    if query.type == .set, plan.comparator == nil, plan.top == nil, plan.rank == nil {
      let told = Set(query.derivations.compactMap { $0.answer.map(ExactMatch.normalized) })
      if told != Set(query.answer.map(ExactMatch.normalized)) { complain("the derivations do not give the answer") }
    }
    return issues
  }

  private func issues(_ update: GoldUpdate, _ facts: [String], _ place: String) -> [DataIssue] {
    func issue(_ reason: String) -> DataIssue { DataIssue(place: place, text: update.question, reason: reason) }
    guard let succession = Succession(name: update.class) else { return [issue("no such class: \(update.class)")] }
    guard facts.indices.contains(update.older), facts.indices.contains(update.newer), update.older < update.newer else {
      return [issue("the older fact must come before the newer")]
    }
    var issues: [DataIssue] = []
    for (answers, fact) in [(update.olderAnswers, update.older), (update.newerAnswers, update.newer)] {
      for answer in answers where WordBoundary.firstRange(of: answer, in: facts[fact]) == nil {
        issues.append(issue("\"\(answer)\" does not stand in fact \(fact)"))
      }
    }
    if succession == .replaces || succession == .adds, update.newerAnswers.isEmpty {
      issues.append(issue("\(update.class) without an answer in the newer fact"))
    }
    return issues
  }
}
