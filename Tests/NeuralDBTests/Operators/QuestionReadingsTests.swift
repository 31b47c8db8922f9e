import Foundation
import Testing

@testable import NeuralDB

/// Readings of a part of the database, as calibration asks for them.
@Suite struct QuestionReadingsTests {
  private let readings: QuestionReadings = {
    func set(_ ids: [Int64], _ nearness: Float) -> QuestionReadings.ReadSet {
      .init(
        facts: ids.map { Fact(id: $0, text: "fact \($0)", addedAt: .distantPast) },
        reading: Reading(support: [0, 1, 0, 0, 0]), parent: 1, nearness: nearness)
    }
    var readings = QuestionReadings(
      question: "Who?", plan: Plan(operation: .set), coverage: Coverage(read: 3, total: 9, isComplete: true))
    readings.sets = [
      set([4], 0), set([5], -0.1), set([6], -0.5), set([4, 7], 0), set([4, 8], -0.2), set([6, 8], 0),
    ]
    return readings
  }()

  private func nearness(_ readings: QuestionReadings) -> [[Int64]: Float] {
    Dictionary(uniqueKeysWithValues: readings.sets.map { ($0.facts.map(\.id), $0.nearness) })
  }

  @Test("Without a fact what is left is as near as it would have been")
  func without() {
    #expect(nearness(readings.without([7])) == [[4]: 0, [5]: -0.1, [6]: -0.5, [4, 8]: 0, [6, 8]: 0])
    let rest = readings.without([4])
    #expect(nearness(rest) == [[5]: 0, [6]: -0.4, [6, 8]: 0])
    #expect(rest.coverage.read == 2)
  }

  private func reading(_ answers: [(text: String, fact: Int)], of facts: [String], _ probability: Float) -> Reading {
    Reading(
      support: [1 - probability, probability, 0, 0, 0],
      spans: answers.map {
        ReadSpan(role: .answer, fact: $0.fact, range: facts[$0.fact].utf8Range(of: $0.text), score: 0.9, token: 1)
      })
  }

  private func lookup(_ question: String, _ facts: [(text: String, answer: String, probability: Float)])
    -> QuestionReadings
  {
    var readings = QuestionReadings(
      question: question, plan: Plan(operation: .set),
      coverage: Coverage(read: facts.count, total: facts.count, isComplete: true))
    readings.sets = facts.enumerated().map { place, fact in
      .init(
        facts: [Fact(id: Int64(place + 1), text: fact.text, addedAt: .distantPast)],
        reading: reading([(fact.answer, 0)], of: [fact.text], fact.probability), parent: 1, nearness: 0)
    }
    return readings
  }

  @Test("What took a fact's place answers as it does beside that fact, though alone it may not seem to")
  func inheritance() {
    let facts = ["The blue is 34 € a kilo.", "Price of the blue raised to 36 €."]
    var readings = lookup("What is the blue?", [(facts[0], "34 €", 0.98), (facts[1], "36 €", 0.1)])
    let both = reading([("36 €", 1)], of: facts, 0.95)
    readings.pairs = [
      .init(
        older: readings.sets[0].facts[0], newer: readings.sets[1].facts[0],
        reading: Reading(support: both.support, spans: both.spans, succession: [0, 0, 1, 0, 0]))
    ]
    for _ in 0..<2 {
      let conclusion = readings.conclude(.superseding)
      #expect(conclusion.result.values == ["36 €"])
      #expect(conclusion.derivations.map(\.facts) == [[2]])
      #expect(conclusion.superseded.map(\.older) == [1])
      // What lies too far from the question to be read alone is read beside what it replaces all the same.
      readings.sets.removeAll { $0.facts[0].id == 2 }
    }
  }

  @Test("A chain does not stand on a link that a later one replaced")
  func replacedLinks() {
    let texts = ["Ann took the key.", "Bob took the key.", "Ann went to the attic.", "Bob went to the office."]
    var readings = lookup("Where is the key?", texts.map { ($0, String($0.prefix(3)), 0) })
    let facts = readings.sets.map { $0.facts[0] }
    for (link, last, place) in [(0, 2, "attic"), (1, 3, "office")] {
      readings.sets.append(
        .init(
          facts: [facts[link], facts[last]], reading: reading([(place, 1)], of: [texts[link], texts[last]], 0.95),
          parent: 1, nearness: 0))
    }
    var thresholds = Thresholds.superseding
    thresholds.margin = 9
    #expect(Set(readings.conclude(thresholds).result.values) == ["attic", "office"])
    readings.links = [pair(1, 2, .replaces, 0.96)]
    let conclusion = readings.conclude(thresholds)
    #expect(conclusion.result.values == ["office"])
    #expect(conclusion.superseded.map(\.older) == [1])
    #expect(readings.without([2]).conclude(thresholds).result.values == ["attic"])
    #expect(readings.everConcluded(thresholds).count == 2)
  }

  @Test("What the question names is no answer to it, unless nothing else is")
  func namedAnswers() {
    var thresholds = Thresholds()
    thresholds.margin = 0.1
    let before = lookup(
      "Who led the team before Sol?", [("Sol leads the team.", "Sol", 0.98), ("Gwen led the team.", "Gwen", 0.7)])
    #expect(before.conclude(thresholds).result.values == ["Gwen"])
    let choice = lookup("Who won, Ann or Bo?", [("Ann won.", "Ann", 0.98)])
    #expect(choice.conclude(thresholds).result.values == ["Ann"])
  }

  /// A plan that may as well be another one.
  private func plan(_ operation: Operator, _ confidence: Double, or other: Operator, _ otherConfidence: Double) -> Plan
  {
    var plan = Plan(operation: operation, confidence: confidence)
    plan.others = [Plan(operation: other, confidence: otherConfidence)]
    return plan
  }

  @Test("Where the question says how many things it is about, so many are looked for")
  func resizes() {
    var thresholds = Thresholds()
    thresholds.resizes = 4
    let facts: [(text: String, answer: String, probability: Float)] = [
      ("Lot 1 weighs 40 kg.", "40 kg", 0.9), ("Lot 2 weighs 7 kg.", "7 kg", 0.3),
      ("The van weighs 900 kg.", "900 kg", 0.02),
    ]
    func answer(_ question: String) -> [String] {
      var readings = lookup(question, facts)
      readings.plan = Plan(operation: .sum)
      return readings.conclude(thresholds).result.values
    }
    #expect(answer("What do the lots weigh together?") == ["40"])
    #expect(answer("What do both lots weigh together?") == ["47"])
    #expect(answer("What do the two lots weigh together?") == ["47"])
    #expect(answer("What do Ann and Bo weigh together?") == ["47"])
    #expect(answer("What do lots 1, 2 and 3 weigh together?") == ["947"])
    // There are not that many, the number tests, or there are two of them.
    #expect(answer("What do the nine lots weigh together?") == ["40"])
    #expect(answer("What do lots of more than two weigh together?") == ["40"])
    #expect(answer("What do two or three lots weigh together?") == ["40"])
    var tested = Plan(operation: .sum)
    #expect(StatedSize.of("What do lots of two pallets weigh?", tested) == 2)
    tested.conditions = [Condition(comparator: .equal, constants: ["two pallets"])]
    #expect(StatedSize.of("What do lots of two pallets weigh?", tested) == nil)
    // More is found than is asked for: fewer.
    thresholds.aggregateAnswers = 0.01
    #expect(answer("What do the lots weigh together?") == ["947"])
    #expect(answer("What do the two lots weigh together?") == ["47"])
    thresholds.resizes = 0
    #expect(answer("What do the two lots weigh together?") == ["947"])
  }

  @Test("Amounts of several facts are added up where the question may ask for that")
  func addsUp() {
    var thresholds = Thresholds()
    thresholds.addsUp = 0.1
    var cost = lookup(
      "What did the trip cost?",
      [("The fare was 40 euros.", "40 euros", 0.9), ("The hotel took 120 euros.", "120 euros", 0.9)])
    cost.plan = plan(.set, 0.8, or: .sum, 0.15)
    let conclusion = cost.conclude(thresholds)
    #expect(conclusion.result.values == ["160"])
    #expect(conclusion.plan.operation == .sum)
    thresholds.addsUp = 0.2
    #expect(cost.conclude(thresholds).result.values == ["40 euros", "120 euros"])
    thresholds.addsUp = 0.1
    // One amount is its own sum, and stands as it is written; names are no amounts.
    #expect(cost.without([2]).conclude(thresholds).result.values == ["40 euros"])
    var guests = lookup("Who came?", [("Ann came.", "Ann", 0.9), ("Bo came.", "Bo", 0.9)])
    guests.plan = plan(.set, 0.8, or: .sum, 0.15)
    #expect(guests.conclude(thresholds).result.values == ["Ann", "Bo"])
  }

  @Test("An amount that nobody told is unknown, a count of nothing 0")
  func nought() {
    var thresholds = Thresholds()
    thresholds.nought = 0.7
    var litres = lookup("How many litres flowed?", [("It rained.", "rained", 0)])
    litres.plan = plan(.count, 0.6, or: .set, 0.3)
    let conclusion = litres.conclude(thresholds)
    #expect(!conclusion.result.known)
    #expect(conclusion.plan.operation == .set)
    litres.plan = plan(.count, 0.8, or: .set, 0.1)
    #expect(litres.conclude(thresholds).result.values == ["0"])
  }

  @Test("Where an operator comes to nothing another one is tried, if something was found")
  func otherwise() {
    var thresholds = Thresholds()
    thresholds.otherwise = 0.1
    var lost = lookup(
      "How many lambs were lost?", [("Lamb Daisy died.", "Daisy", 0.9), ("Lamb Bo ran off.", "Bo", 0.9)])
    lost.plan = plan(.sum, 0.6, or: .count, 0.3)
    #expect(lost.conclude(thresholds).result.values == ["2"])
    #expect(!lost.without([1, 2]).conclude(thresholds).result.known)
    thresholds.otherwise = 0.5
    #expect(!lost.conclude(thresholds).result.known)
  }

  @Test("What lies too far to be read is not there, nor what grew from it")
  func near() {
    var thresholds = Thresholds()
    thresholds.unread = -0.3
    let near = readings.near(thresholds)
    #expect(Set(nearness(near).keys) == [[4], [5], [4, 7], [4, 8]])
    #expect(near.coverage.read == 2)
  }
}
