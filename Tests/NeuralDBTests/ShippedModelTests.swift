import Foundation
import NeuralDB
import Testing

/// The model that ships answers what the README promises of it.
@Suite struct ShippedModelTests {
  static let facts = [
    "Ann lives in Oslo.", "Bertil lives in Oslo.", "Chidi lives in Lagos.", "The boat was repaired for 240 euros.",
  ]

  static let cases: [(question: String, answer: [String], facts: [Int64])] = [
    ("How many people live in Oslo?", ["2"], [1, 2]),
    ("Where does Chidi live?", ["Lagos"], [3]),
    ("Does Ann live in Oslo?", ["TRUE"], [1]),
  ]

  @Test("Counts, lookups and yes/no rest on the right facts", arguments: cases.indices)
  func answers(_ index: Int) async throws {
    let (question, expected, facts) = Self.cases[index]
    let database = try await NeuralDatabase.inMemory()
    try await database.add(Self.facts)
    let answer = try await database.ask(question)
    #expect(answer.values == expected)
    #expect(answer.known)
    #expect(answer.facts.map(\.id) == facts)
  }

  @Test("The same question of the same facts has the same answer whatever the number of workers")
  func determinism() async throws {
    // More than one worker's share of the reading.
    let facts = (0..<60).map { "Person \($0) lives in town \($0 % 9)." }
    var seen: Set<[String]> = []
    for workers in [1, 2, 3] {
      var options = NeuralDatabase.Options()
      options.workers = workers
      let database = try await NeuralDatabase.inMemory(options: options)
      try await database.add(facts)
      let explanation = try await database.explain("Who lives in town 7?", support: .all)
      #expect(!explanation.derivations.isEmpty)
      #expect(explanation.sets.count >= 60)
      seen.insert(explanation.derivations.map { "\($0)" } + explanation.sets.map { "\($0.reading.support)" })
    }
    #expect(seen.count == 1)
  }

  @Test("What is far from a lookup is left unread, unless every fact is asked for")
  func unread() async throws {
    let database = try await NeuralDatabase.inMemory()
    let others = ["Rain fell on the roof all night.", "Flour went up to 1.20 a kilo.", "The choir sings on Fridays."]
    try await database.add(Self.facts + others)
    let near = try await database.explain("Where does Chidi live?")
    #expect(near.answer.values == ["Lagos"])
    #expect(near.sets.count { $0.facts.count == 1 } < 7)
    #expect(near.answer.coverage?.read == near.sets.count { $0.facts.count == 1 })
    #expect(near.answer.coverage?.isComplete == true)
    let all = try await database.explain("Where does Chidi live?", support: .all)
    #expect(all.answer.values == ["Lagos"])
    #expect(all.sets.count { $0.facts.count == 1 } == 7)
  }

  @Test("What a later fact says of somebody else, or something else of the same, takes nothing away")
  func bystanders() async throws {
    let database = try await NeuralDatabase.inMemory()
    try await database.add([
      "Ann lives in Oslo.", "Bertil lives in Oslo.", "Chidi lives in Lagos.", "Ann is 41 years old.",
      "Bertil is 37 years old.",
    ])
    let who = try await database.ask("Who lives in Oslo?")
    #expect(Set(who.values) == ["Ann", "Bertil"])
    #expect(who.superseded.isEmpty)
  }

  @Test("What happened later replaces what happened before, though it was told first")
  func statedTimes() async throws {
    let database = try await NeuralDatabase.inMemory()
    try await database.add(["In 2021 Ann moved to Berlin.", "In 2018 Ann moved to Rome."])
    let answer = try await database.ask("Where does Ann live?")
    #expect(answer.values == ["Berlin"])
    #expect(answer.superseded == [2])
  }

  @Test("A thing taken and put down many times is where it was taken last")
  func manyLinks() async throws {
    let database = try await NeuralDatabase.inMemory()
    try await database.add([
      "Ann went to the cellar.", "Bo took the ladder.", "Bo went to the yard.", "Ann got the lamp.",
      "Ann put down the lamp.", "Ann got the lamp.", "Ann let go of the lamp.", "Ann took the lamp.",
      "Ann dropped the lamp.", "Ann grabbed the lamp.", "Ann put down the lamp.", "Ann got the lamp.",
    ])
    let answer = try await database.ask("Where is the lamp?")
    #expect(answer.values == ["cellar"])
    #expect(answer.facts.map(\.id) == [1, 12])
  }

  @Test("A chain handed over as a set is read from either end", arguments: [[1, 2], [2, 1]])
  func givenChain(_ set: [Int64]) async throws {
    let database = try await NeuralDatabase.inMemory()
    try await database.add(["Rex belongs to Ann.", "Ann lives in Oslo."])
    let explanation = try await database.explain("Where does the owner of Rex live?", support: .given([set]))
    #expect(explanation.answer.values == ["Oslo"])
    #expect(explanation.sets.count == 1)
  }
}
