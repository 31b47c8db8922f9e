import Foundation
import NeuralDB
import Testing

@testable import Training

@Suite struct GeneratorTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Data/Relations")

  private func databases(_ mode: Split.Mode, _ count: Int, seed: UInt64 = 5) throws -> [GoldDatabase] {
    var generator = DatabaseGenerator(library: try RelationLibrary(folder: Self.folder), mode: mode, seed: seed)
    return (0..<count).map { _ in generator.next() }
  }

  @Test func relationFilesHoldNoFaults() throws {
    let library = try RelationLibrary(folder: Self.folder)
    #expect(library.issues.map(\.description) == [])
    #expect(library.relations.count > 100)
  }

  @Test func equalSeedsGiveEqualBytes() throws {
    let writer = GoldSuiteWriter()
    let first = try databases(.train, 5).map(writer.line)
    #expect(try first == databases(.train, 5).map(writer.line))
    #expect(try first != databases(.train, 5, seed: 6).map(writer.line))
  }

  @Test(arguments: Split.Mode.allCases) func databasesHaveTheirSize(mode: Split.Mode) throws {
    for database in try databases(mode, 40) {
      #expect(database.facts.count == 25)
      #expect(database.queries.count == 10)
      #expect(Set(database.facts).count == 25)
    }
  }

  @Test(arguments: Split.Mode.allCases) func derivationsStandOnceInTheirFacts(mode: Split.Mode) throws {
    for database in try databases(mode, 40) {
      for query in database.queries {
        for derivation in query.derivations {
          let fact = database.facts[try #require(derivation.facts.last)]
          for text in [derivation.answer, derivation.measure, derivation.condition].compactMap({ $0 }) {
            #expect(fact.components(separatedBy: text).count == 2, "\(text) in \(fact)")
          }
        }
        let plan = query.plan
        for text in (plan.constants ?? []) + (plan.items ?? []) + [plan.top, plan.rank].compactMap({ $0 }) {
          #expect(query.query.components(separatedBy: text).count == 2, "\(text) in \(query.query)")
        }
      }
    }
  }

  @Test func everyKindOfQuestionHasItsShare() throws {
    let queries = try databases(.train, 200).flatMap(\.queries)
    func share(_ holds: (GoldQuery) -> Bool) -> Double { Double(queries.count(where: holds)) / Double(queries.count) }
    #expect(share { $0.tags.contains("null") } >= 0.1)
    #expect(share { $0.tags.contains("aggregate") } >= 0.25)
    #expect(share { $0.tags.contains("join") } >= 0.1)
    #expect(share { $0.answer == ["TRUE"] } >= 0.07)
    #expect(share { $0.answer == ["FALSE"] } >= 0.07)
    #expect(share { $0.tags.contains("limit") } >= 0.015)
    for operation in Operator.allCases { #expect(share { $0.type == operation } > 0.004, "\(operation)") }
  }

  @Test func trainingNeverSeesWhatIsHeldOut() throws {
    let library = try RelationLibrary(folder: Self.folder)
    let held = library.relations.filter { library.split.isUnseen($0) }
    #expect(held.count >= 24)
    // Literal stretches of templates that only held-out phrasings have.
    var known = ""
    var hidden: Set<String> = []
    for relation in library.relations {
      let seen = library.split.facts(of: relation, mode: .train).main
      let isHeld = library.split.isUnseen(relation)
      for template in relation.facts {
        if isHeld || !seen.contains(template) {
          hidden.formUnion(Self.literals(template))
        } else {
          known += template.source + "\n"
        }
      }
      for question in relation.questions {
        let seen = library.split.texts(of: question, mode: .train)
        for text in question.texts {
          if isHeld || !seen.contains(text) {
            hidden.formUnion(Self.literals(text))
          } else {
            known += text.source + "\n"
          }
        }
      }
      known += relation.descriptions.flatMap(\.texts).map(\.source).joined(separator: "\n")
      if !isHeld { known += relation.negated.map(\.source).joined(separator: "\n") }
    }
    let telling = hidden.filter { !known.contains($0) }
    #expect(telling.count > 200)
    for database in try databases(.train, 40) {
      let text = (database.facts + database.queries.map(\.query)).joined(separator: "\n")
      #expect(telling.filter(text.contains) == [])
    }
  }

  private static func literals(_ template: RelationTemplate) -> [String] {
    template.parts.compactMap { part in
      if case .text(let literal) = part, literal.count > 20 { literal } else { nil }
    }
  }

  @Test func heldOutSuitesAreNamedAndFixed() throws {
    let library = try RelationLibrary(folder: Self.folder)
    let suites = library.makeHeldOutSuites(count: 2)
    #expect(suites.map(\.name) == ["seen", "unseen-phrasing", "unseen-relation"])
    for suite in suites {
      #expect(suite.databases.allSatisfy { $0.facts.count == 25 && $0.queries.count == 8 })
      #expect(suite.databases.flatMap(\.queries).allSatisfy { $0.tags[0] == suite.name })
    }
  }

  /// Gold answers are what the aggregation stage makes of gold derivations.
  @Test(arguments: Split.Mode.allCases) func aggregationOfGoldGivesTheGoldAnswer(mode: Split.Mode) throws {
    var wrong: [String] = []
    var total = 0
    for database in try databases(mode, 150) {
      for query in database.queries {
        total += 1
        let result = Aggregator.aggregate(
          plan: Self.plan(query), derivations: Self.derivations(query, database.facts), question: query.query)
        if !ExactMatch.matches(predicted: result.values, gold: query.answer, operation: query.type) {
          wrong.append("\(query.query) -> \(result.values), gold \(query.answer)")
        }
      }
    }
    #expect(Double(wrong.count) / Double(total) < 0.005, "\(wrong.prefix(20).joined(separator: "\n"))")
  }

  private static func plan(_ query: GoldQuery) -> Plan {
    let numbers = ["two": 2, "second": 2, "2nd": 2, "three": 3, "third": 3, "3rd": 3, "four": 4, "fourth": 4, "4th": 4]
    func number(_ word: String) -> Int { Int(word) ?? numbers[word] ?? 0 }
    let gold = query.plan
    return Plan(
      operation: query.type, counting: gold.counting ?? .entities, measure: gold.measure ?? .number,
      conditions: gold.constants.map { [Condition(comparator: gold.comparator ?? .equal, constants: $0)] } ?? [],
      limit: gold.top.map { .top(number($0)) } ?? gold.rank.map { .rank(number($0)) } ?? .none,
      comparison: gold.items.map { Comparison(items: $0, comparator: gold.comparator ?? .greater) })
  }

  private static func derivations(_ query: GoldQuery, _ facts: [String]) -> [Derivation] {
    query.derivations.map { gold in
      let place = gold.facts.last ?? 0
      func span(_ text: String?) -> Span? {
        guard let text, let range = facts[place].range(of: text) else { return nil }
        let start = facts[place].utf8.distance(from: facts[place].startIndex, to: range.lowerBound)
        return Span(fact: Int64(place), range: start..<(start + text.utf8.count), text: text)
      }
      return Derivation(
        answer: span(gold.answer), measure: span(gold.measure), condition: span(gold.condition), truth: gold.truth,
        score: 1, facts: gold.facts.map(Int64.init).sorted())
    }
  }

  @Test("A description may hold another one: chains of three facts, in what trains and in no suite")
  func chainsOfThree() throws {
    func chains(_ mode: Split.Mode) throws -> [(query: GoldQuery, facts: [String])] {
      try databases(mode, 120).flatMap { database in
        database.queries.filter { $0.derivations.contains { $0.facts.count == 3 } }.map { ($0, database.facts) }
      }
    }
    let found = try chains(.train)
    #expect(found.count >= 5)
    for (query, _) in found {
      #expect(query.derivations.allSatisfy { Set($0.facts).count == $0.facts.count })
      #expect(query.tags.contains("join"))
    }
    #expect(try chains(.seen).isEmpty)
  }
}
