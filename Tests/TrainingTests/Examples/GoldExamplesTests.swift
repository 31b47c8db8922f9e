import Encoder
import NeuralDB
import Testing

@testable import Training

@Suite struct GoldExamplesTests {
  private static let database = GoldDatabase(
    domain: "test",
    facts: [
      "Ann lives in Oslo.", "Oslo is a city of Norway.", "The Gull of Osloer weighs 15 tons, the Heron 9 tons.",
      "Ben likes green tea.", "Cara likes tea.", "Rome is old.", "Dan owns a boat.", "Eva lives in Turin.",
      "The boat of Zürich weighs 12 tons.",
    ],
    queries: [
      GoldQuery(
        query: "Which country does Ann live in?", type: .set, answer: ["Norway"], facts: [[0, 1]],
        derivations: [GoldDerivation(facts: [0, 1], answer: "Norway")], plan: GoldPlan(), tags: []),
      GoldQuery(
        query: "Which boats weigh more than 12 tons?", type: .set, answer: ["Gull"], facts: [[2]],
        derivations: [
          GoldDerivation(facts: [2], answer: "Gull", condition: "15 tons"),
          GoldDerivation(facts: [2], answer: "Heron", condition: "9 tons"),
          GoldDerivation(facts: [8], answer: "boat of Zürich", condition: "12 tons"),
        ],
        plan: GoldPlan(counting: .entities, comparator: .greater, constants: ["12 tons"]), tags: []),
      GoldQuery(
        query: "Does Ben like tea?", type: .bool, answer: ["TRUE"], facts: [[3]],
        derivations: [GoldDerivation(facts: [3], truth: true)], plan: GoldPlan(), tags: []),
      GoldQuery(
        query: "What does Cara like?", type: .set, answer: ["coffee"], facts: [[4]],
        derivations: [GoldDerivation(facts: [4], answer: "coffee")], plan: GoldPlan(), tags: []),
    ])

  private func items(seed: UInt64 = 1) -> [TrainingItem] {
    var random = SeededRandom(seed: seed)
    return GoldExamples().items(Self.database, source: "test", random: &random)
  }

  private func readings(of query: Int) -> [ReaderExample] {
    items().compactMap { item in
      guard case .reader(let example) = item else { return nil }
      return example.question == Self.database.queries[query].query ? example : nil
    }
  }

  private func texts(_ example: ReaderExample) -> [String] {
    example.spans.map { span in
      String(decoding: Array(example.facts[span.fact].utf8)[span.range], as: UTF8.self)
    }
  }

  @Test("A choice is an answer of a question and readings of it that do not answer")
  func choices() throws {
    var maker = GoldExamples()
    #expect(!items().contains { if case .choice = $0 { true } else { false } })
    maker.rivals = 2
    var random = SeededRandom(seed: 1)
    let choices = maker.items(Self.database, source: "test", random: &random).compactMap { item in
      if case .choice(let readings) = item { readings } else { nil }
    }
    #expect(choices.count >= 3)
    for readings in choices {
      #expect(readings.count == 3)
      #expect(readings.allSatisfy { $0.question == readings[0].question })
      #expect(readings.map(\.support.yields) == [true, false, false])
    }
  }

  @Test("What a reader took for an answer is learned not to be one, unless it is")
  func mistakes() throws {
    var database = Self.database
    database.queries = [Self.database.queries[2], Self.database.queries[0]]
    database.queries[0].mistaken = [[4], [6], [5], [3]]
    database.queries[1].mistaken = [[0, 7], [0], [0, 1]]
    var maker = GoldExamples()
    maker.negatives = 6
    var random = SeededRandom(seed: 1)
    let readings = maker.items(database, source: "test", random: &random).compactMap { item in
      if case .reader(let example) = item { example } else { nil }
    }
    func supports(_ query: Int, _ facts: [Int]) -> Set<SupportClass> {
      let own = readings.filter { $0.question == database.queries[query].query }
      return Set(own.filter { $0.facts == facts.map { database.facts[$0] } }.map(\.support))
    }
    #expect([[4], [6], [5]].allSatisfy { supports(0, $0) == [.irrelevant] })
    #expect(supports(0, [3]) == [.yes])
    #expect(supports(1, [0, 7]) == [.irrelevant])
    #expect(supports(1, [0, 1]) == [.answers])
    let ben = readings.filter { $0.question == database.queries[0].query && $0.facts.count == 1 }
    #expect(ben.count { $0.support == .irrelevant } == 5)
  }

  @Test("A later fact that a reader took for a successor is learned to leave what answers standing")
  func displaced() throws {
    var database = Self.database
    database.queries = [database.queries[2]]
    // The last of these answers itself.
    database.queries[0].displaced = [[3, 5], [3, 8], [3, 3]]
    var random = SeededRandom(seed: 1)
    let readings = GoldExamples().items(database, source: "test", random: &random).compactMap { item in
      if case .reader(let example) = item { example } else { nil }
    }
    for later in [5, 8] {
      let pair = try #require(readings.first { $0.facts == [database.facts[3], database.facts[later]] })
      #expect(pair.succession == .unrelated && pair.support == .yes)
    }
    #expect(!readings.contains { $0.facts == [database.facts[3], database.facts[3]] })
    let merged = database.telling([[3, 5], [0], [1], [2], [4], [6], [7], [8]]) { group in
      group.map { database.facts[$0] }.joined()
    }
    #expect(merged.queries[0].displaced == [[0, 7]])
  }

  @Test("Facts told as one are a mistake together")
  func mergedMistakes() {
    var database = Self.database
    database.queries[2].mistaken = [[4], [5, 6]]
    let merged = database.telling([[3], [0], [4, 1], [2], [6, 5], [7], [8]]) { group in
      group.map { database.facts[$0] }.joined()
    }
    #expect(merged.queries[2].mistaken == [[2], [4]])
    #expect(merged.queries[1].mistaken == nil)
  }

  @Test func aChainIsAnsweredWholeAndItsHalvesAreNot() throws {
    let facts = Self.database.facts
    let readings = readings(of: 0)
    let whole = try #require(readings.first { $0.facts == [facts[0], facts[1]] })
    #expect(whole.support == .answers)
    #expect(texts(whole) == ["Norway"])
    #expect(whole.spans.map(\.fact) == [1])
    #expect(readings.first { $0.facts == [facts[0]] }?.support == .partial)
    #expect(readings.first { $0.facts == [facts[1]] }?.support == .irrelevant)
    let wrongChains = readings.filter { $0.facts.count == 2 && $0.facts != whole.facts }
    #expect(wrongChains.count == 2)
    #expect(wrongChains.allSatisfy { $0.facts[0] == facts[0] && $0.support == .irrelevant })
  }

  private static let chains = GoldDatabase(
    domain: "chains",
    facts: [
      "Ann sails the Gull.", "The Gull is kept in Porto.", "Bob sails the Heron.", "The Heron is kept in Faro.",
      "Gull beat Heron by an hour.", "Tea is served at five.",
    ],
    queries: [
      GoldQuery(
        query: "Where do the skippers moor?", type: .set, answer: ["Porto", "Faro"], facts: [[0, 1], [2, 3]],
        derivations: [GoldDerivation(facts: [0, 1], answer: "Porto"), GoldDerivation(facts: [2, 3], answer: "Faro")],
        plan: GoldPlan(), tags: [])
    ])

  @Test("Wrong second facts share the link's name or belong to another chain; links stand side by side")
  func secondsOfChains() {
    let facts = Self.chains.facts
    var maker = GoldExamples()
    maker.wrongSeconds = 0
    var random = SeededRandom(seed: 1)
    let readings = maker.items(Self.chains, source: "test", random: &random).compactMap { item in
      if case .reader(let example) = item { example } else { nil }
    }
    func read(_ set: Int...) -> [ReaderExample] { readings.filter { $0.facts == set.map { facts[$0] } } }
    #expect(read(0, 4).map(\.support) == [.irrelevant])
    #expect(read(0, 4).map(\.succession) == [.unrelated])
    #expect(read(0, 3).map(\.support) == [.irrelevant])
    #expect(read(2, 1).map(\.support) == [.irrelevant])
    #expect(read(2, 1).map(\.succession) == [nil])
    #expect(read(0, 2).map(\.succession) == [.adds])
    #expect(read(0, 5).isEmpty)
  }

  @Test func answersArePairedWithTheirOwnConditions() throws {
    let readings = readings(of: 1).filter { $0.support == .answers }
    let two = try #require(readings.first { $0.facts == [Self.database.facts[2]] })
    #expect(texts(two) == ["Gull", "15 tons", "Heron", "9 tons"])
    #expect(two.spans.map(\.role) == [.answer, .condition, .answer, .condition])
    #expect(two.pairs == [SpanPair(answer: 0, other: 1), SpanPair(answer: 2, other: 3)])
    let one = try #require(readings.first { $0.facts == [Self.database.facts[8]] })
    #expect(texts(one) == ["boat of Zürich", "12 tons"])
  }

  @Test func yesNoQuestionsGetAVerdict() {
    let readings = readings(of: 2)
    #expect(readings.filter { $0.facts == [Self.database.facts[3]] }.map(\.support) == [.yes])
  }

  @Test func distractorsAreOutsideTheEvidenceAndIrrelevant() {
    for query in Self.database.queries.indices {
      let evidence = Set(Self.database.queries[query].derivations.flatMap(\.facts).map { Self.database.facts[$0] })
      let distractors = readings(of: query).filter { $0.facts.count == 1 && !evidence.contains($0.facts[0]) }
      #expect(distractors.count == 4)
      #expect(distractors.allSatisfy { $0.support == .irrelevant && $0.spans.isEmpty })
      #expect(Set(distractors.map(\.facts)).count == 4)
    }
  }

  @Test func anAnswerThatItsFactDoesNotHoldGivesNoReading() {
    #expect(!readings(of: 3).contains { $0.support == .answers })
  }

  @Test func aRepeatedNumberIsTheOneNextToItsAnswer() throws {
    let facts = ["Fees: Ann 40, Bo 40, Cy 25."]
    let query = GoldQuery(
      query: "Who pays most?", type: .argmax, answer: ["Ann", "Bo"], facts: [[0]],
      derivations: [
        GoldDerivation(facts: [0], answer: "Ann", measure: "40"),
        GoldDerivation(facts: [0], answer: "Bo", measure: "40"),
        GoldDerivation(facts: [0], answer: "Cy", measure: "25"),
      ], plan: GoldPlan(), tags: [])
    var random = SeededRandom(seed: 1)
    let items = GoldExamples().items(
      GoldDatabase(domain: "fees", facts: facts, queries: [query]), source: "test", random: &random)
    let reading = try #require(items.compactMap { if case .reader(let example) = $0 { example } else { nil } }.first)
    let pairs = Set(reading.pairs.map { [reading.spans[$0.answer].range, reading.spans[$0.other].range] })
    #expect(pairs == [[6..<9, 10..<12], [14..<16, 17..<19], [21..<23, 24..<26]])
  }

  @Test func aQuestionWithANameIsReadWithFactsOfOtherDatabasesThatLackIt() {
    var maker = GoldExamples()
    maker.strangers = ["Dora likes coffee and cake.", "Cara likes coffee in Rome.", "The bus stops here."]
    var random = SeededRandom(seed: 1)
    let readings = maker.items(Self.database, source: "test", random: &random).compactMap {
      if case .reader(let example) = $0, example.question == "What does Cara like?" { example } else { nil }
    }
    let strange = readings.filter { !Set($0.facts).isSubset(of: Self.database.facts) }
    #expect(strange.allSatisfy { $0.support == .irrelevant && !$0.facts[0].contains("Cara") })
    #expect(strange.contains { $0.facts == ["Dora likes coffee and cake."] })
  }

  @Test("A question that names nobody is read with facts of other domains, and with no others")
  func haystack() {
    let own = Self.database.facts.count
    let padding = ["Bus 61 weighs 12 tons.", "Ann's boat has 3 tons more.", "Paul lives in Lima."]
    var database = Self.database
    database.facts += padding
    var random = SeededRandom(seed: 1)
    let items = GoldExamples().haystack(database, own: own, source: "test", random: &random)
    #expect(items.count == 3)
    for case .reader(let example) in items {
      #expect(example.question == "Which boats weigh more than 12 tons?")
      #expect(padding.contains(example.facts[0]))
      #expect(example.support == .irrelevant)
    }
  }

  @Test("A borrowed question asks of a name of the fact what another database was asked")
  func borrowed() {
    let other = GoldDatabase(
      domain: "other", facts: ["Lima has a mayor, and the mayor of Lima is old.", "The depot in Riga burnt down."],
      queries: [])
    var random = SeededRandom(seed: 3)
    let items = BorrowedQuestions([Self.database, other]).items(60, random: &random)
    #expect(!items.isEmpty)
    let questions = ["Which country does Riga live in?", "Does Riga like tea?", "What does Riga like?"]
    for case .reader(let example) in items {
      #expect(example.support == .irrelevant)
      let asked = example.facts[0].contains("Riga") ? questions : questions.map { $0.replacing("Riga", with: "Lima") }
      #expect(asked.contains(example.question))
    }
  }

  @Test func aTextInsideALongerWordIsNotIt() {
    #expect(WordBoundary.firstRange(of: "Oslo", in: "Osloer and Oslo.") == 11..<15)
    #expect(WordBoundary.firstRange(of: "slo", in: "Oslo") == nil)
    #expect(WordBoundary.firstRange(of: "15 tons", in: "of 15 tons") == 3..<10)
    #expect(WordBoundary.firstRange(of: "", in: "Oslo") == nil)
    #expect(WordBoundary.firstRange(of: "Oslo or Bergen", in: "Oslo") == nil)
  }

  @Test func plansCarryWhatTheQuestionSays() throws {
    let plans = items().compactMap { item -> PlannerExample? in
      if case .planner(let plan) = item { plan } else { nil }
    }
    #expect(plans.map(\.operation) == [.set, .set, .bool, .set])
    let plan = plans[1]
    #expect(plan.comparator == .greater && plan.hasComparator == true && plan.limit == LimitClass.none)
    let constant = TinyExamples.range(of: "12 tons", in: plan.question)
    #expect(plan.spans == [.init(role: .constant, range: constant)])
    #expect(plans[0].hasComparator == false && plans[0].measure == nil)
  }

  @Test func equalSeedsGiveEqualItems() {
    #expect("\(items())" == "\(items())")
    #expect("\(items())" != "\(items(seed: 2))")
  }

  @Test func theRestOfTheEvidenceIsNeitherTargetNorNegative() throws {
    var random = SeededRandom(seed: 1)
    let facts = Self.database.facts
    let examples = GoldExamples().retrievals(Self.database, random: &random)
      .filter { $0.question == Self.database.queries[1].query }
    #expect(Set(examples.map { $0.positives[0] }) == [facts[2], facts[8]])
    let batch = ContrastiveBatch(examples)
    for query in examples.indices {
      let documents = batch.documents(for: query).map { batch.texts[$0] }
      #expect(documents.filter { [facts[2], facts[8]].contains($0) } == [examples[query].positives[0]])
      #expect(documents.count == 1 + Set(examples.flatMap(\.negatives)).count)
    }
  }

  private static let moved = GoldDatabase(
    domain: "test",
    facts: ["Ann runs the kiosk.", "Ann lives in Porto.", "Ann has moved to Lisbon.", "Ben lives in Braga."],
    queries: [
      GoldQuery(
        query: "Where is Ann's home?", type: .set, answer: ["Lisbon"], facts: [[2]],
        derivations: [GoldDerivation(facts: [2], answer: "Lisbon")], plan: GoldPlan(), tags: []),
      GoldQuery(
        query: "Where does the owner of the kiosk live?", type: .set, answer: ["Lisbon"], facts: [[0, 2]],
        derivations: [GoldDerivation(facts: [0, 2], answer: "Lisbon")], plan: GoldPlan(), tags: []),
      GoldQuery(
        query: "Where did Ann live first?", type: .set, answer: ["Porto"], facts: [[1]],
        derivations: [GoldDerivation(facts: [1], answer: "Porto")], plan: GoldPlan(), tags: []),
    ],
    updates: [
      GoldUpdate(
        question: "Which town does Ann live in?", older: 1, newer: 2, class: "replaces", olderAnswers: ["Porto"],
        newerAnswers: ["Lisbon"])
    ])

  @Test("What an update replaced answers when read alone, and is replaced beside the newer fact, in chains too")
  func successions() throws {
    let facts = Self.moved.facts
    for seed in UInt64(0)..<20 {
      var random = SeededRandom(seed: seed)
      let readings = GoldExamples().items(Self.moved, source: "test", random: &random).compactMap { item in
        if case .reader(let example) = item { example } else { nil }
      }
      func read(_ query: Int, _ set: [Int]) -> [ReaderExample] {
        readings.filter { $0.question == Self.moved.queries[query].query && $0.facts == set.map { facts[$0] } }
      }
      #expect(read(0, [1]).map(\.support) == [.answers])
      #expect(read(0, [1]).flatMap(texts) == ["Porto"])
      #expect(read(0, [1, 2]).map(\.succession) == [.replaces])
      #expect(read(0, [1, 2]).flatMap(texts) == ["Lisbon"])
      #expect(read(1, [0, 1]).map(\.support) == [.answers])
      #expect(read(1, [1, 2]).map(\.succession) == [.replaces])
      #expect(read(2, [1, 2]).map(\.succession) == [.precedes])
      #expect(read(2, [1, 2]).flatMap(texts) == ["Porto"])
    }
  }

  @Test("Variants move the gold sets with the facts, and leave alone what the order of the facts decides")
  func variants() {
    var random = SeededRandom(seed: 3)
    let shuffled = Self.database.shuffled(random: &random)
    #expect(shuffled.facts != Self.database.facts)
    #expect(shuffled.facts.sorted() == Self.database.facts.sorted())
    for (query, original) in zip(shuffled.queries, Self.database.queries) {
      #expect(
        query.facts.map { $0.map { shuffled.facts[$0] } } == original.facts.map { $0.map { Self.database.facts[$0] } })
      for (derivation, own) in zip(query.derivations, original.derivations) {
        #expect(derivation.facts.map { shuffled.facts[$0] } == own.facts.map { Self.database.facts[$0] })
      }
    }
    let repeated = Self.database.repeating(random: &random)
    #expect(repeated.facts.count == 12)
    #expect(Set(repeated.facts) == Set(Self.database.facts))
    #expect(Self.moved.shuffled(random: &random).facts == Self.moved.facts)
  }
}
