import Foundation
import NeuralDB
import Testing

/// The model that ships answers what the README promises of it.
@Suite struct ShippedModelTests {
  static let facts = [
    "Ann lives in Oslo.", "Bertil lives in Oslo.", "Chidi lives in Lagos.", "The boat was repaired for 240 euros.",
  ]

  static let cases: [(question: String, answer: [String])] = [
    ("How many people live in Oslo?", ["2"]),
    ("Where does Chidi live?", ["Lagos"]),
    ("Does Ann live in Oslo?", ["TRUE"]),
  ]

  @Test("Counts, lookups and yes/no rest on the right facts", arguments: cases.indices)
  func answers(_ index: Int) async throws {
    let (question, expected) = Self.cases[index]
    let database = try await NeuralDatabase.inMemory()
    try await database.add(Self.facts)
    let answer = try await database.ask(question)
    #expect(answer.values == expected)
    #expect(answer.known)
    #expect(answer.facts.allSatisfy { $0.text.contains("lives in") })
  }

  @Test("The same question of the same facts has the same answer whatever the number of workers")
  func determinism() async throws {
    var answers: Set<[String]> = []
    for workers in [1, 2, 3] {
      var options = NeuralDatabase.Options()
      options.workers = workers
      let database = try await NeuralDatabase.inMemory(options: options)
      try await database.add(Self.facts)
      let explanation = try await database.explain("Who lives in Oslo?")
      answers.insert(explanation.derivations.map { "\($0)" })
    }
    #expect(answers.count == 1)
  }
}
