import Encoder
import Foundation
import NeuralDB

/// Turns a database with gold derivations into readings: each gold set, its beginnings, its last fact, and
/// facts that look right but are not.
public struct GoldExamples: Sendable {
  /// Facts outside every gold set that are read as `irrelevant`, a question.
  public var negatives = 4
  /// Wrong next facts read behind each beginning of a chain, besides those of the same name and of other chains.
  public var wrongSeconds = 2
  /// Gold sets read, a question.
  public var positives = 4
  /// Facts of other databases: a question that names somebody is read with some of them that do not, as `irrelevant`.
  public var strangers: [String] = []
  /// How many of them, a question.
  public var strangeNegatives = 3

  /// Facts that an answer is learned against, a choice; 0 makes no choices.
  public var rivals = 0
  /// Choices made, a question.
  public var choices = 3

  /// Facts read as `irrelevant` besides the mistakes of a question that a reader has looked at.
  private static let besideMistaken = 2

  /// How often a set is read that a reader missed.
  private static let missedTimes = 3

  /// Facts of the longest chain whose beginnings are learned.
  static let longestChain = 3

  /// The source of what is read of updates, generated or written.
  static let updates = "updates"

  public init() {}

  /// Plans and readings of every query of `database`, in a fixed order for a fixed generator.
  public func items(_ database: GoldDatabase, source: String, random: inout SeededRandom) -> [TrainingItem] {
    let updates = database.updatePairs.compactMap(Self.reading).map(TrainingItem.reader)
    return updates
      + database.queries.flatMap { query in
        let readings = readings(query, database, source: source, random: &random)
        var items = (readings + successions(query, database)).map(TrainingItem.reader)
        items += choices(readings, random: &random)
        items.append(.planner(Self.plan(query, source: source)))
        return items
      }
  }

  /// Of the readings of one question, some that answer, each with some that do not.
  private func choices(_ readings: [ReaderExample], random: inout SeededRandom) -> [TrainingItem] {
    guard rivals > 0 else { return [] }
    let answers = readings.filter { $0.support.yields && $0.succession == nil }
    let others = readings.filter { !$0.support.yields }
    guard !others.isEmpty else { return [] }
    return answers.prefix(choices).map { .choice([$0] + others.shuffled(using: &random).prefix(rivals)) }
  }

  /// What the retriever should find for each query, and for each beginning of a chain.
  public func retrievals(_ database: GoldDatabase, random: inout SeededRandom) -> [RetrieverExample] {
    database.queries.flatMap { query -> [RetrieverExample] in
      let evidence = query.evidence
      let negatives = hardest(
        query.query, database.facts, excluding: evidence.union(outdated(database, evidence)), count: 4, random: &random
      ).map { database.facts[$0] }
      func example(_ target: Int, found: [Int] = []) -> RetrieverExample {
        // The rest of the evidence follows the target: it is no negative when another example of the batch brings it in.
        let others = evidence.subtracting(found + [target]).sorted()
        return RetrieverExample(
          question: query.query, found: found.map { database.facts[$0] },
          positives: ([target] + others).map { database.facts[$0] }, negatives: negatives)
      }
      let sets = Set(query.derivations.map(\.facts)).sorted { $0.lexicographicallyPrecedes($1) }.shuffled(
        using: &random)
      return sets.prefix(2).compactMap { set -> RetrieverExample? in
        guard let first = set.first else { return nil }
        if set.count > 1, random.next() % 2 == 0 {
          let place = set.count == 2 ? 1 : 1 + Int(random.next() % UInt64(min(set.count, Self.longestChain) - 1))
          return example(set[place], found: Array(set.prefix(place)))
        }
        return example(first)
      }
    }
  }

  /// Two facts told one after the other: what the later one replaces is no answer.
  public static func reading(_ update: UpdatePair) -> ReaderExample? {
    let facts = [update.older, update.newer]
    if let truth = update.truth {
      return ReaderExample(
        question: update.question, facts: facts, support: truth ? .yes : .no, succession: update.succession,
        source: updates)
    }
    var spans: [LabelledSpan] = []
    let older = update.isOver ? [] : update.olderAnswers
    let newer = update.succession == .precedes ? [] : update.newerAnswers
    for (fact, answers) in [older, newer].enumerated() {
      for answer in answers {
        guard let range = WordBoundary.firstRange(of: answer, in: facts[fact]) else { return nil }
        spans.append(LabelledSpan(role: .answer, fact: fact, range: range))
      }
    }
    return ReaderExample(
      question: update.question, facts: facts, support: spans.isEmpty ? .irrelevant : .answers, spans: spans,
      succession: update.succession, source: updates)
  }

  private func readings(
    _ query: GoldQuery, _ database: GoldDatabase, source: String, random: inout SeededRandom
  ) -> [ReaderExample] {
    var examples: [ReaderExample] = []
    let groups = Dictionary(grouping: query.derivations, by: \.facts)
    let sets = groups.keys.sorted { $0.lexicographicallyPrecedes($1) }.shuffled(using: &random)
    let evidence = query.evidence
    let outdated = outdated(database, evidence)
    // A reader's own mistakes teach more than what shares words with the question, and where it made none a few facts do.
    let mistaken = query.mistaken.map { sets in
      sets.filter { set in
        !evidence.union(outdated).isSuperset(of: set) && set.allSatisfy(database.facts.indices.contains)
      }
    }
    let taken = Array((mistaken ?? []).filter { $0.count == 1 }.map { $0[0] }.prefix(negatives))
    let distractors: [Int] =
      taken
      + hardest(
        query.query, database.facts, excluding: evidence.union(outdated).union(taken),
        count: mistaken == nil ? negatives : min(negatives, Self.besideMistaken), random: &random)
    func irrelevant(_ facts: [Int]) -> ReaderExample {
      ReaderExample(
        question: query.query, facts: facts.map { database.facts[$0] }, support: .irrelevant, source: source)
    }
    for set in sets.prefix(positives) {
      guard let derivations = groups[set], set.allSatisfy({ database.facts.indices.contains($0) }) else { continue }
      if let example = positive(query, set, derivations, database, source) {
        examples += Array(repeating: example, count: query.missed?.contains(set) == true ? Self.missedTimes : 1)
      }
      // A later fact that has no bearing on the question takes nothing away, whether it shares words with the question or a
      // name with the fact that answers.
      let linked = set.count == 1 ? sharing(database.facts[set[0]], database.facts) : []
      let laters = [distractors, linked.filter { !evidence.contains($0) && !outdated.contains($0) }]
        .compactMap { $0.filter { $0 > set[0] }.randomElement(using: &random) }
      let displacing = (query.displaced ?? []).filter { $0.count == 2 && $0[0] == set[0] }.map { $0[1] }
        .filter { database.facts.indices.contains($0) && !evidence.contains($0) && !outdated.contains($0) }
      for later in Set(laters + displacing).sorted() where set.count == 1 {
        guard var pair = positive(query, set + [later], derivations, database, source) else { continue }
        pair.succession = .unrelated
        examples.append(pair)
      }
      guard (2...Self.longestChain).contains(set.count) else { continue }
      for length in 1..<set.count {
        let links = Array(set.prefix(length))
        examples.append(
          ReaderExample(
            question: query.query, facts: links.map { database.facts[$0] }, support: .partial, source: source))
        let wrong = nexts(
          links, set[length], query, database, excluding: evidence.union(outdated), groups, random: &random)
        for next in wrong {
          var example = irrelevant(links + [next])
          // A later fact that has no bearing on the question leaves a link standing.
          if length == 1, next > set[0] { example.succession = .unrelated }
          examples.append(example)
        }
      }
      if let last = set.last, !groups.keys.contains([last]) { examples.append(irrelevant([last])) }
    }
    // Two links stand side by side.
    let links = Set(sets.filter { (2...Self.longestChain).contains($0.count) }.map { $0[0] }).sorted()
    if links.count > 1, query.type == .set {
      var example = irrelevant(Array(links.prefix(2)))
      example.succession = .adds
      examples.append(example)
    }
    // Facts that answer side by side, in the order told: a list, not an update.
    let single = sets.filter { $0.count == 1 }.prefix(2).sorted { $0[0] < $1[0] }
    if query.type == .set, single.count == 2, query.plan.comparator == nil,
      var pair = positive(query, single.map { $0[0] }, single.flatMap { groups[$0] ?? [] }, database, source)
    {
      pair.succession = .adds
      examples.append(pair)
    }
    examples += distractors.map { irrelevant([$0]) }
    examples += (mistaken ?? []).filter { $0.count > 1 }.map(irrelevant)
    return examples
      + strange(
        query.query, database, count: mistaken == nil ? strangeNegatives : min(strangeNegatives, 1), random: &random
      ).map {
        ReaderExample(question: query.query, facts: [$0], support: .irrelevant, source: source)
      }
  }

  /// Wrong next facts of a chain: those that growing tries because they share words with the question or with the last
  /// link, one that shares a name with the link as the right one does (in another role, or another matter), and one that
  /// is the right one of another chain.
  private func nexts(
    _ links: [Int], _ right: Int, _ query: GoldQuery, _ database: GoldDatabase, excluding evidence: Set<Int>,
    _ groups: [[Int]: [GoldDerivation]], random: inout SeededRandom
  ) -> [Int] {
    let facts = database.facts
    let last = facts[links[links.count - 1]]
    var nexts = hardest(query.query + " " + last, facts, excluding: evidence, count: wrongSeconds, random: &random)
    let shared = Self.words(last).intersection(Self.words(facts[right])).subtracting(Self.words(query.query))
    let linked = facts.indices.filter {
      !evidence.contains($0) && !nexts.contains($0) && !shared.isDisjoint(with: Self.words(facts[$0]))
    }
    nexts += linked.shuffled(using: &random).prefix(1)
    let others = groups.keys.filter { $0.count == links.count + 1 && !$0.starts(with: links) }
      .compactMap(\.last)
      .filter { groups[links + [$0]] == nil && !links.contains($0) && shared.isDisjoint(with: Self.words(facts[$0])) }
    if let other = others.sorted().randomElement(using: &random) { nexts.append(other) }
    return nexts
  }

  /// The facts that share a name with one.
  private func sharing(_ fact: String, _ facts: [String]) -> [Int] {
    func names(_ text: String) -> Set<Substring> {
      Set(text.split { !$0.isLetter && !$0.isNumber }.filter { $0.count > 3 && $0.first?.isUppercase == true })
    }
    let own = names(fact)
    return facts.indices.filter { facts[$0] != fact && !own.isDisjoint(with: names(facts[$0])) }
  }

  /// Updates that leave nothing standing of the older fact.
  private func over(_ database: GoldDatabase) -> [GoldUpdate] {
    (database.updates ?? []).filter { update in
      let facts = database.facts.indices
      return Succession(name: update.class)?.isOver == true && facts.contains(update.older)
        && facts.contains(update.newer)
    }
  }

  /// What the evidence has replaced, or what has replaced it: read alone it answers too, and whether it holds at the time
  /// asked about is another decision.
  func outdated(_ database: GoldDatabase, _ evidence: Set<Int>) -> [Int] {
    over(database).flatMap { update in
      evidence.contains(update.newer) ? [update.older] : evidence.contains(update.older) ? [update.newer] : []
    }
  }

  /// A question of the database, whose answer an update brought or took away, asked of the update's two facts, and of the
  /// older one alone or, in a chain, behind the chain's first: it answers as long as nothing newer is known.
  private func successions(_ query: GoldQuery, _ database: GoldDatabase) -> [ReaderExample] {
    guard query.type == .set, query.plan.comparator == nil else { return [] }
    let evidence = Set(query.derivations.flatMap(\.facts))
    return over(database).flatMap { update -> [ReaderExample] in
      let current = evidence.contains(update.newer)
      guard current != evidence.contains(update.older) else { return [] }
      let (own, answers) =
        current ? (update.newer, update.newerAnswers) : (update.older, update.olderAnswers)
      guard
        let derivation = query.derivations.first(where: { derivation in
          derivation.facts.last == own && derivation.answer.map { answers.contains($0) } ?? false
        })
      else { return [] }
      let pair = UpdatePair(
        question: query.query, older: database.facts[update.older], newer: database.facts[update.newer], type: .set,
        succession: current ? Succession(name: update.class) ?? .replaces : .precedes,
        olderAnswers: update.olderAnswers, newerAnswers: update.newerAnswers)
      let alone = Array(derivation.facts.dropLast()) + [update.older]
      let older =
        current && !update.olderAnswers.isEmpty
        ? positive(
          query, alone, update.olderAnswers.map { GoldDerivation(facts: alone, answer: $0) }, database,
          Self.updates) : nil
      return [Self.reading(pair), older].compactMap { $0 }
    }
  }

  /// One question that names nobody, read with facts of other domains, all `irrelevant`. In a large database a fact that
  /// names nobody the question asks about is told by that; to *Which unit arrived quickest?* any fact with a number in it
  /// looks like an answer.
  ///
  /// - Parameters:
  ///   - database: its own facts, and after them those of other domains.
  ///   - own: how many are its own.
  public func haystack(
    _ database: GoldDatabase, own: Int, source: String, random: inout SeededRandom
  ) -> [TrainingItem] {
    let queries = database.queries.filter { Self.names(in: $0.query).isEmpty }
    guard let query = queries.randomElement(using: &random) else { return [] }
    let others = Array(database.facts.dropFirst(own))
    return hardest(query.query, others, excluding: [], count: negatives, random: &random).map {
      .reader(ReaderExample(question: query.query, facts: [others[$0]], support: .irrelevant, source: source))
    }
  }

  /// The words of a question that may be names.
  private static func names(in question: String) -> Set<Substring> {
    let words = question.split { !$0.isLetter }.dropFirst()
    return Set(words.filter { $0.first?.isUppercase == true && $0.count > 2 })
  }

  /// Facts of other databases that look most like an answer to a question and cannot be one: they have none of its names.
  private func strange(
    _ question: String, _ database: GoldDatabase, count: Int, random: inout SeededRandom
  ) -> [String] {
    let names = Self.names(in: question)
    guard !names.isEmpty, !strangers.isEmpty else { return [] }
    let own = Set(database.facts)
    let pool = (0..<200).compactMap { _ in strangers.randomElement(using: &random) }
      .filter { !own.contains($0) && names.isDisjoint(with: $0.split { !$0.isLetter }) }
    return hardest(question, pool, excluding: [], count: count, random: &random).map { pool[$0] }
  }

  private func positive(
    _ query: GoldQuery, _ set: [Int], _ derivations: [GoldDerivation], _ database: GoldDatabase, _ source: String
  ) -> ReaderExample? {
    let texts = set.map { database.facts[$0] }
    if let truth = derivations.compactMap(\.truth).first {
      return ReaderExample(question: query.query, facts: texts, support: truth ? .yes : .no, source: source)
    }
    var spans: [LabelledSpan] = []
    var pairs: [SpanPair] = []
    func place(_ text: String?, _ role: SpanRole, _ own: [Int], near answer: Int? = nil) -> Int? {
      guard let text, !text.isEmpty else { return nil }
      // The last fact of a chain holds the answer; the others come into question only when it does not.
      for (fact, sentence) in texts.enumerated().reversed() where own.contains(set[fact]) {
        let beside = answer.map { spans[$0] }.flatMap { $0.fact == fact ? $0.range : nil } ?? 0..<0
        guard let range = WordBoundary.range(of: text, in: sentence, nearest: beside) else { continue }
        let span = LabelledSpan(role: role, fact: fact, range: range)
        if let known = spans.firstIndex(of: span) { return known }
        spans.append(span)
        return spans.count - 1
      }
      return nil
    }
    for derivation in derivations {
      guard let answer = place(derivation.answer, .answer, derivation.facts) else { return nil }
      for (text, role) in [(derivation.measure, SpanRole.measure), (derivation.condition, .condition)] {
        guard text != nil else { continue }
        guard let other = place(text, role, derivation.facts, near: answer) else { return nil }
        pairs.append(SpanPair(answer: answer, other: other))
      }
    }
    return ReaderExample(
      question: query.query, facts: texts, support: .answers, spans: spans, pairs: pairs, source: source)
  }

  /// Facts to mistake for evidence: two thirds those that share most words with the question, the rest at random.
  private func hardest(
    _ question: String, _ facts: [String], excluding: Set<Int>, count: Int, random: inout SeededRandom
  ) -> [Int] {
    let words = Self.words(question)
    let others = facts.indices.filter { !excluding.contains($0) }
    let ranked = others.map { (index: $0, shared: Self.words(facts[$0]).intersection(words).count, tie: random.next()) }
      .sorted { ($0.shared, $0.tie) > ($1.shared, $1.tie) }
    let hard = ranked.prefix((2 * count + 2) / 3).map(\.index)
    let rest = others.filter { !hard.contains($0) }.shuffled(using: &random).prefix(count - hard.count)
    return hard + rest
  }

  static func words(_ text: String) -> Set<Substring> {
    Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.filter { $0.count > 2 })
  }

  static func plan(_ query: GoldQuery, source: String) -> PlannerExample {
    let plan = query.plan
    var spans: [PlannerExample.Stretch] = []
    func mark(_ text: String?, _ role: QuestionRole) {
      guard let text, let range = WordBoundary.firstRange(of: text, in: query.query) else { return }
      spans.append(.init(role: role, range: range))
    }
    for constant in plan.constants ?? [] { mark(constant, .constant) }
    mark(plan.top ?? plan.rank, .limit)
    for item in plan.items ?? [] { mark(item, .item) }
    let orders = [.argmin, .argmax, .min, .max].contains(query.type) || plan.items != nil
    return PlannerExample(
      question: query.query, operation: query.type, counting: plan.counting, measure: orders ? plan.measure : nil,
      comparator: plan.comparator, hasComparator: plan.comparator != nil,
      limit: plan.top != nil ? .top : plan.rank != nil ? .rank : LimitClass.none,
      several: query.type == .set && !query.answer.isEmpty ? query.answer.count > 1 : nil, spans: spans, source: source)
  }
}
