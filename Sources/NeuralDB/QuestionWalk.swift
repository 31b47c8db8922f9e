import Foundation

/// The walk of a question: plan, support sets, readings, derivations, answer.
struct QuestionWalk {
  let model: NeuralModel
  let store: FactStore
  let index: VectorIndex
  let asOf: AsOf

  func run(_ question: String, _ support: SupportSource) throws -> Explanation {
    var timer = StageTimer()
    let readings = try gather(question, support, model.thresholds, &timer)
    let conclusion = readings.conclude(model.thresholds)
    let result = conclusion.result
    timer.mark("aggregation")
    let answer = Answer(
      query: question, plan: readings.plan, values: result.values, known: result.known,
      confidence: readings.confidence(result), derivations: result.derivations,
      facts: try store.facts(ids: Set(result.derivations.flatMap(\.facts)).sorted()),
      superseded: conclusion.superseded, elapsedMilliseconds: timer.total,
      coverage: readings.coverage)
    return Explanation(
      answer: answer, coverage: readings.coverage, derivations: conclusion.derivations,
      sets: readings.sets.map { Explanation.ReadSet(facts: $0.facts.map(\.id), reading: $0.reading) },
      timings: timer.stages)
  }

  /// Plan, support sets and what the reader says of each; sets are grown from `thresholds.partial`.
  func gather(
    _ question: String, _ support: SupportSource, _ thresholds: Thresholds, _ timer: inout StageTimer
  ) throws -> QuestionReadings {
    let plan = try model.reader.plan(question)
    timer.mark("plan")
    let generator = SupportSetGenerator(model: model, store: store, index: index, asOf: asOf)
    var result = QuestionReadings(
      question: question, plan: plan, coverage: Coverage(read: 0, total: index.table.ids.count, isComplete: true))
    var sets: [[Fact]]
    if case .given(let ids) = support {
      sets = try ids.map { try store.facts(ids: $0).ordered(like: $0) }.filter { !$0.isEmpty }
      result.coverage.read = Set(ids.flatMap { $0 }).count
    } else {
      let found = try generator.candidates(question, plan: plan, source: support)
      result.coverage = found.coverage
      sets = try store.facts(ids: found.ids).map { [$0] }
    }
    timer.mark("support sets")
    result.sets = try read(question, sets, parent: 1)
    timer.mark("reading")
    if case .given = support { return result }
    let partial = result.sets.filter { $0.reading.probability(.partial) >= thresholds.partial }
      .sorted { $0.reading.probability(.partial) > $1.reading.probability(.partial) }
      .prefix(SupportSetGenerator.grownSets)
    for set in partial {
      let grown = try generator.grow(question, from: set.facts[0], plan: plan)
      sets = try grown.map { try store.facts(ids: $0).ordered(like: $0) }.filter { $0.count == 2 }
      result.sets += try read(question, sets, parent: set.reading.probability(.partial))
    }
    timer.mark("growing")
    let pairs = Supersession.candidates(result)
    result.pairs = zip(pairs, try model.reader.read(question, sets: pairs.map { $0.map(\.text) })).map {
      Supersession.PairReading(older: $0[0].id, newer: $0[1].id, reading: $1)
    }
    timer.mark("updates")
    return result
  }

  private func read(_ question: String, _ sets: [[Fact]], parent: Float) throws -> [QuestionReadings.ReadSet] {
    let readings = try model.reader.read(question, sets: sets.map { $0.map(\.text) })
    return zip(sets, readings).map { QuestionReadings.ReadSet(facts: $0, reading: $1, parent: parent) }
  }
}

extension [Fact] {
  /// The facts in the order of `ids`.
  func ordered(like ids: [Int64]) -> [Fact] {
    ids.compactMap { id in first { $0.id == id } }
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
