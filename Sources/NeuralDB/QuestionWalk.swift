import Foundation

/// The walk of a question: plan, support sets, readings, derivations, answer.
struct QuestionWalk {
  let model: NeuralModel
  let store: FactStore
  let index: VectorIndex
  let asOf: AsOf
  /// Whether facts that had been withdrawn are read too, as a history does; `index` holds them then.
  var includesRetracted = false

  func run(_ question: String, _ support: SupportSource) throws -> Explanation {
    var timer = StageTimer()
    let readings = try gather(question, support, model.thresholds, &timer)
    let conclusion = readings.conclude(model.thresholds)
    let result = conclusion.result
    timer.mark("aggregation")
    var answer = Answer(
      query: question, plan: conclusion.plan, values: result.values, known: result.known,
      confidence: readings.confidence(conclusion, model.thresholds), derivations: result.derivations,
      facts: try store.facts(ids: Set(result.derivations.flatMap(\.facts)).sorted(), asOf: asOf),
      superseded: conclusion.superseded.map(\.older), elapsedMilliseconds: timer.total,
      coverage: readings.coverage)
    answer.leftOut = result.leftOut.reduce(into: []) { texts, span in
      if !texts.contains(span.text) { texts.append(span.text) }
    }
    return Explanation(
      planned: readings.plan, answer: answer, derivations: conclusion.derivations, superseded: conclusion.superseded,
      pairs: readings.pairs.map { Explanation.ReadSet(facts: $0.facts.map(\.id), reading: $0.reading) },
      outsideTime: readings.outsideTime.sorted(),
      sets: readings.sets.map { Explanation.ReadSet(facts: $0.facts.map(\.id), reading: $0.reading) },
      timings: timer.stages)
  }

  /// Plan, support sets and what the reader says of each; sets are grown from `thresholds.partial`.
  ///
  /// - Parameter adjust: what a history makes of the plan.
  func gather(
    _ question: String, _ support: SupportSource, _ thresholds: Thresholds, _ timer: inout StageTimer,
    adjust: (Plan) -> Plan = { $0 }
  ) throws -> QuestionReadings {
    let plan = adjust(try model.reader.plan(question))
    timer.mark("plan")
    let generator = SupportSetGenerator(
      model: model, store: store, index: index, asOf: asOf, includesRetracted: includesRetracted)
    var result = QuestionReadings(
      question: question, plan: plan, coverage: Coverage(read: 0, total: index.count, isComplete: true))
    var sets: [[Fact]]
    var query: [Float]?
    if case .given(let ids) = support {
      // What is not there at that time stays unread, whoever gives it.
      let there = Set(index.ids)
      sets = try ids.filter { !$0.isEmpty && there.isSuperset(of: $0) }.map { try store.facts(ids: $0, asOf: asOf) }
      result.coverage.read = Set(sets.joined().map(\.id)).count
    } else {
      let vector = try model.query(question)
      query = vector
      let found = try generator.candidates(question, query: vector, plan: plan, source: support, thresholds)
      result.coverage = found.coverage
      sets = try store.facts(ids: found.ids, asOf: asOf).map { [$0] }
    }
    let time = try askedTime(question, plan, sets)
    result.outsideTime = time.outside
    result.insideTime = time.ended
    timer.mark("support sets")
    result.sets = query == nil ? try readInAnyOrder(question, sets) : try read(question, sets)
    try read(time, &result.sets)
    timer.mark("reading")
    guard let query else { return result }
    let near = try generator.nearness(query, ids: result.sets.map { $0.facts[0].id })
    for (index, value) in near.enumerated() { result.sets[index].nearness = value }
    result.links = try links(question, result, thresholds)
    let replaced = Set(result.replacedLinks(thresholds).map(\.older))
    let links = Set(
      result.sets.filter { $0.reading.probability(.partial) >= thresholds.partial }.map { $0.facts[0].id })
    var grown = result.sets
    for _ in 1..<SupportSetGenerator.longestChain where !grown.isEmpty {
      grown = try grow(question, grown, thresholds, generator, plan, links: links, last: replaced)
      result.sets += grown
    }
    timer.mark("growing")
    let pairs = try Supersession.candidates(result, index: index, query: query) {
      try store.lexicalCandidates(
        $0, limit: SupportSetGenerator.lexicalDepth, asOf: asOf, includeRetracted: includesRetracted
      ).map(\.id)
    }
    let facts = try facts(Set(pairs.flatMap { [$0.older, $0.newer] }), asOf: .now)
    result.pairs = try self.pairs(
      question,
      pairs.compactMap { pair in
        guard let older = facts[pair.older], let newer = facts[pair.newer] else { return nil }
        return (older, newer)
      })
    timer.mark("updates")
    return result
  }

  /// Sets grown by one fact from the likeliest partial ones, all read in one batch.
  ///
  /// - Parameters:
  ///   - links: first facts of chains.
  ///   - last: those of them whose place a later one took: they grow when no others are left.
  private func grow(
    _ question: String, _ sets: [QuestionReadings.ReadSet], _ thresholds: Thresholds,
    _ generator: SupportSetGenerator, _ plan: Plan, links: Set<Int64>, last: Set<Int64>
  ) throws -> [QuestionReadings.ReadSet] {
    let isFirst = sets.allSatisfy { $0.facts.count == 1 }
    let partial = sets.filter { $0.reading.probability(.partial) >= thresholds.partial }
      .map { (set: $0, isReplaced: last.contains($0.facts[0].id), probability: $0.reading.probability(.partial)) }
      .sorted { $0.isReplaced == $1.isReplaced ? $0.probability > $1.probability : $1.isReplaced }
      .prefix(isFirst ? SupportSetGenerator.grownSets : SupportSetGenerator.regrownSets).map(\.set)
    let grown = zip(
      partial, try generator.grow(question, from: partial.map(\.facts), plan: plan, links: links))
    let facts = try facts(Set(grown.flatMap { $0.1.flatMap(\.ids) }), asOf: asOf)
    let chains = grown.flatMap { set, seconds in
      seconds.map { (parent: set, facts: $0.ids.compactMap { facts[$0] }, nearness: $0.nearness) }
        .filter { $0.facts.count == set.facts.count + 1 }
    }
    var read = try read(question, chains.map(\.facts))
    for (index, chain) in chains.enumerated() {
      read[index].parent = min(chain.parent.parent, chain.parent.reading.probability(.partial))
      read[index].nearness = chain.nearness
    }
    return read
  }

  /// The likeliest first facts of chains, each beside later ones: to *Where is the key?*, *Ann took the key* once Bob has it.
  private func links(
    _ question: String, _ readings: QuestionReadings, _ thresholds: Thresholds
  ) throws -> [Supersession.PairReading] {
    guard !readings.plan.isAggregate, readings.plan.comparison == nil else { return [] }
    let facts = readings.sets
      .filter { $0.reading.probability(.partial) >= max(thresholds.partial, Supersession.tellingFloor) }
      .sorted { $0.reading.probability(.partial) > $1.reading.probability(.partial) }
      .prefix(Supersession.links).map { $0.facts[0] }.sorted { $0.id < $1.id }
    return try pairs(
      question,
      facts.indices.flatMap { older in
        facts[(older + 1)...].prefix(Supersession.linkFollowers).map { (facts[older], $0) }
      })
  }

  /// Pairs of facts read side by side, older first: as they were told, or as they say themselves.
  private func pairs(
    _ question: String, _ told: [(older: Fact, newer: Fact)]
  ) throws -> [Supersession.PairReading] {
    let facts = told.flatMap { [$0.older, $0.newer] }
    let times = Dictionary(
      facts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }
    ).compactMapValues { StatedTime($0.text, addedAt: $0.addedAt) }
    let pairs = told.map { pair in
      guard let older = times[pair.older.id], let newer = times[pair.newer.id] else { return pair }
      return newer.isBefore(older) ? (older: pair.newer, newer: pair.older) : pair
    }
    let readings = try model.reader.read(question, sets: pairs.map { [$0.older.text, $0.newer.text] })
    return zip(pairs, readings).map { Supersession.PairReading(older: $0.older, newer: $0.newer, reading: $1) }
  }

  private func facts(_ ids: Set<Int64>, asOf: AsOf) throws -> [Int64: Fact] {
    let facts = try store.facts(ids: ids.sorted(), asOf: asOf)
    return Dictionary(facts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Readings of sets whose order nobody vouches for: the reader takes a chain from its first fact on, so that two facts
  /// are read either way round, and the way in which they say more is kept.
  private func readInAnyOrder(_ question: String, _ sets: [[Fact]]) throws -> [QuestionReadings.ReadSet] {
    var read = try read(question, sets)
    let pairs = sets.indices.filter { sets[$0].count == 2 }
    for (index, turned) in zip(pairs, try self.read(question, pairs.map { sets[$0].reversed() })) {
      if turned.reading.yields > read[index].reading.yields { read[index] = turned }
    }
    return read
  }

  private func read(_ question: String, _ sets: [[Fact]]) throws -> [QuestionReadings.ReadSet] {
    let readings = try model.reader.read(question, sets: sets.map { $0.map(\.text) })
    return zip(sets, readings).map { QuestionReadings.ReadSet(facts: $0, reading: $1, parent: 1, nearness: 0) }
  }
}

/// Wall time of each stage, milliseconds.
struct StageTimer {
  private(set) var stages: [(name: String, milliseconds: Double)] = []
  private let clock = ContinuousClock()
  private let begin = ContinuousClock.now
  private var last = ContinuousClock.now

  mutating func mark(_ name: String) {
    let now = clock.now
    stages.append((name, Self.milliseconds(now - last)))
    last = now
  }

  var total: Double { Self.milliseconds(clock.now - begin) }

  static func milliseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1e3 + Double(duration.components.attoseconds) / 1e15
  }
}
