import Encoder
import NeuralDB
import Testing

@testable import Training

/// Facts told two or three in one.
@Suite struct MergingTests {
  private let database = GoldDatabase(
    domain: "boats",
    facts: ["Ann sails the Gull.", "The Heron weighs 9 tons.", "Ben lives in Oslo.", "Cara lives in Rome."],
    queries: [
      GoldQuery(
        query: "Where do people live?", type: .set, answer: ["Oslo", "Rome"], facts: [[2], [3]],
        derivations: [GoldDerivation(facts: [2], answer: "Oslo"), GoldDerivation(facts: [3], answer: "Rome")],
        plan: GoldPlan(), tags: []),
      GoldQuery(
        query: "Which boat is heaviest?", type: .argmax, answer: ["Heron"], facts: [[1]],
        derivations: [GoldDerivation(facts: [1], answer: "Heron", measure: "9 tons")], plan: GoldPlan(), tags: []),
    ])

  @Test func everyAnswerStillStandsInItsFacts() {
    for seed in 1...20 {
      var random = SeededRandom(seed: UInt64(seed))
      let merged = database.merging(share: 1, random: &random)
      #expect(merged.facts.count < database.facts.count)
      for derivation in merged.queries.flatMap(\.derivations) {
        let text = derivation.facts.map { merged.facts[$0] }.joined()
        #expect([derivation.answer, derivation.measure].compactMap { $0 }.allSatisfy(text.contains))
      }
      for query in merged.queries { #expect(Set(query.facts) == Set(query.derivations.map(\.facts))) }
    }
  }

  @Test func factsWhoseAnswersWouldStandTwiceStayApart() {
    var twice = database
    twice.facts[3] = "Cara moved from Oslo to Rome."
    for seed in 1...20 {
      var random = SeededRandom(seed: UInt64(seed))
      let merged = twice.merging(share: 1, random: &random)
      #expect(merged.facts.allSatisfy { WordBoundary.ranges(of: "Oslo", in: $0).count < 2 })
    }
  }

  @Test func whereTheOrderMattersNothingIsMerged() {
    var ordered = database
    ordered.updates = []
    var random = SeededRandom(seed: 1)
    #expect(ordered.merging(share: 1, random: &random).facts == database.facts)
  }
}
