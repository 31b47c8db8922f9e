import Foundation
import NeuralDB

/// Tells the facts of each database of a suite through the real path, asks its questions and scores the answers.
struct EvaluationRunner {
  /// Loaded once for all databases.
  var model: NeuralModel
  var support: EvaluationSupport
  /// Whether to list wrong answers on stderr.
  var listsWrong: Bool

  func run(_ suite: Suite) async throws -> EvaluationReport {
    var report = EvaluationReport(suite: suite.name)
    let progress = ProgressLine()
    for (index, database) in suite.databases.enumerated() {
      report.merge(try await run(database, number: index + 1, suite: suite.name))
      let score = report.overall
      progress.show("\(suite.name): \(index + 1) of \(suite.databases.count) databases, \(score.right)/\(score.total)")
    }
    progress.clear()
    return report
  }

  private func run(_ source: SuiteDatabase, number: Int, suite: String) async throws -> EvaluationReport {
    var report = EvaluationReport(suite: suite)
    report.databases = 1
    let clock = ContinuousClock()
    let begin = clock.now
    let told = try await tell(source.facts)
    report.ingestSeconds = (clock.now - begin) / .seconds(1)
    report.factsIngested = told.count
    for query in source.queries {
      let begin = clock.now
      let outcome = await ask(query, of: told, in: source)
      report.askSeconds += (clock.now - begin) / .seconds(1)
      report.add(outcome)
      if listsWrong, !outcome.matched { list(outcome, place: "\(suite):\(number)") }
    }
    return report
  }

  private func tell(_ facts: [String]) async throws -> ToldFacts {
    let database = try NeuralDatabase(store: FactStore.inMemory(), model: model)
    // A suite may hold an empty line.
    let storable = facts.indices.filter { NewFact.isStorable(facts[$0]) }
    let stored = try await database.add(storable.map { facts[$0] })
    return ToldFacts(database: database, indices: storable, ids: stored.map(\.id))
  }

  /// A question that throws has an outcome too: it is wrong.
  private func ask(_ query: SuiteQuery, of told: ToldFacts, in database: SuiteDatabase) async -> EvaluationOutcome {
    do {
      let answer = try await told.database.ask(
        query.query, asOf: told.asOf(height: query.height), support: source(of: query, in: told, database: database))
      return EvaluationOutcome(
        query: query, predicted: answer.values, operation: answer.plan.operation,
        support: told.indices(of: answer.facts.map(\.id)), confidence: answer.confidence, aliases: database.aliases)
    } catch {
      if listsWrong { Console.complain("\"\(query.query)\" failed: \(error)") }
      return EvaluationOutcome(query: query, predicted: nil, operation: nil, aliases: database.aliases)
    }
  }

  private func source(of query: SuiteQuery, in told: ToldFacts, database: SuiteDatabase) -> SupportSource {
    switch support {
    case .ssg: return .generated
    case .all: return .all
    case .gold:
      let visible = database.visibleFacts(for: query)
      let sets = (query.support ?? []).filter { $0.allSatisfy { $0 < visible } }
      return .given(sets.map { told.ids(of: $0) })
    }
  }

  private func list(_ outcome: EvaluationOutcome, place: String) {
    let query = outcome.query
    Console.note(
      JSONText.object([
        ("database", .string(place)),
        ("query", .string(query.query)),
        ("type", .string(query.type.rawValue)),
        ("operator", .optional(outcome.operation?.rawValue)),
        ("gold", .strings(query.answer)),
        ("answer", outcome.predicted.map(JSONText.strings) ?? .null),
        ("tags", .strings(query.tags)),
        ("gold_facts", .integers(Set((query.support ?? []).joined()).sorted().map(Int64.init))),
        ("facts", .integers(outcome.support.sorted().map(Int64.init))),
      ]).text)
  }
}
