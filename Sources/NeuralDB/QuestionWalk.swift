import Foundation

/// The walk of a question: plan, support sets, readings, derivations, answer.
struct QuestionWalk {
  let model: NeuralModel
  let store: FactStore
  let index: VectorIndex
  let asOf: AsOf

  func run(_ question: String, _ support: SupportSource) throws -> Explanation {
    var timer = StageTimer()
    let plan = try model.reader.plan(question)
    timer.mark("plan")
    let generator = SupportSetGenerator(model: model, store: store, index: index, asOf: asOf)
    let operatorSPJ = NeuralSPJ(reader: model.reader, thresholds: model.thresholds, plan: plan)

    var coverage = Coverage(read: 0, total: index.table.ids.count, isComplete: true)
    var sets: [[Fact]]
    if case .given(let ids) = support {
      sets = try ids.map { try store.facts(ids: $0) }.filter { !$0.isEmpty }
      coverage.read = Set(ids.flatMap { $0 }).count
    } else {
      let found = try generator.candidates(question, plan: plan, source: support)
      coverage = found.coverage
      sets = try store.facts(ids: found.ids).map { [$0] }
    }
    timer.mark("support sets")
    var readings = try operatorSPJ.read(question, sets: sets)
    timer.mark("reading")
    if case .given = support {
    } else {
      let grown = try grow(question, plan, generator, sets, readings)
      readings += try operatorSPJ.read(question, sets: grown)
      sets += grown
      timer.mark("growing")
    }
    let derivations = select(zip(readings, sets).flatMap { operatorSPJ.derivations($0, set: $1) }, plan)
    let result = Aggregator.aggregate(plan: plan, derivations: derivations, question: question)
    timer.mark("aggregation")
    let confidence = confidence(plan, result, readings)
    let answer = Answer(
      query: question, plan: plan, values: result.values, known: result.known, confidence: confidence,
      derivations: result.derivations, facts: try store.facts(ids: Set(result.derivations.flatMap(\.facts)).sorted()),
      elapsedMilliseconds: timer.total)
    return Explanation(
      answer: answer, coverage: coverage, derivations: derivations,
      sets: zip(sets, readings).map { Explanation.ReadSet(facts: $0.map(\.id), reading: $1) }, timings: timer.stages)
  }

  /// Two-fact sets for the likeliest partial readings: tied facts of the question that lead on to another.
  private func grow(
    _ question: String, _ plan: Plan, _ generator: SupportSetGenerator, _ sets: [[Fact]], _ readings: [Reading]
  ) throws -> [[Fact]] {
    let partial = zip(sets, readings).filter { $0.1.probability(.partial) >= model.thresholds.partial }
      .sorted { $0.1.probability(.partial) > $1.1.probability(.partial) }
      .prefix(SupportSetGenerator.grownSets)
    return try partial.flatMap { set, _ in
      try generator.grow(question, from: set[0], plan: plan).map { try store.facts(ids: $0).ordered(like: $0) }
    }.filter { $0.count == 2 }
  }

  /// For lookups, derivations far less likely than the best are another thing that looks alike.
  private func select(_ derivations: [Derivation], _ plan: Plan) -> [Derivation] {
    guard !plan.isAggregate, let best = derivations.map(\.score).max() else { return derivations }
    return derivations.filter { $0.score >= best - Double(model.thresholds.margin) }
  }

  /// The probability that plan and every contributing reading are right; for *unknown*, that nothing was overlooked.
  private func confidence(_ plan: Plan, _ result: AggregateResult, _ readings: [Reading]) -> Double {
    if result.derivations.isEmpty {
      let overlooked = readings.map { max($0.probability(.answers), $0.probability(.yes), $0.probability(.no)) }.max()
      return plan.confidence * Double(1 - (overlooked ?? 0))
    }
    let scores = result.derivations.map(\.score)
    return plan.confidence * (plan.isAggregate ? scores.min() ?? 0 : scores.max() ?? 0)
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
