import Encoder
import Foundation
import NeuralDB
import Synchronization

/// `neuraldb train calibrate`: fits the thresholds on databases that training has not seen, by what the whole walk is worth
/// to its user: a right answer is worth 1, *unknown* where something was to be found 0, a wrong answer less than
/// nothing. Every question is read once; then thresholds are tried one after the other, from the model's own on, until none
/// changes, four rounds at most.
///
/// People ask more often for what their facts do not say than those who write databases of questions and answers do. So
/// some questions count once more with the facts taken away that answer them: what is left looks like an answer and is
/// none.
public struct CalibrationProgram: Sendable {
  public let model: NeuralModel

  public init(model: NeuralModel) { self.model = model }

  /// What a wrong answer costs, in right ones. Where nothing is known, people take *unknown* for an answer, and a guess for
  /// a lie.
  public var wrongAnswerCost = 0.1

  private struct Item: Sendable {
    var readings: QuestionReadings
    var query: GoldQuery
    /// What the question counts among all.
    var weight = 1.0
    let outcomes = Outcomes()
  }

  /// What a question's derivations have come to: most trials leave them as they were, and arithmetic is the cost of a fit.
  private final class Outcomes: Sendable {
    private struct Key: Hashable {
      var operation: Operator
      var derivations: [Derivation]
    }
    private let results = Mutex<[Key: AggregateResult]>([:])

    func result(of evidence: QuestionReadings.Evidence, or find: () -> AggregateResult) -> AggregateResult {
      guard evidence.ended.isEmpty else { return find() }
      // Aggregation looks at scores only where it compares two things.
      var key = Key(operation: evidence.plan.operation, derivations: evidence.derivations)
      if evidence.plan.comparison == nil { for index in key.derivations.indices { key.derivations[index].score = 0 } }
      return results.withLock { results in
        if let result = results[key] { return result }
        let result = find()
        results[key] = result
        return result
      }
    }
  }

  /// Of so many questions one counts once more without the facts that answer it.
  private static let withheld = 8

  private static let grid: [Float] = [
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98,
    0.99,
  ]
  private static let margins: [Float] = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 100]
  private static let spans: [Float] = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98]
  private static let weights: [Float] = [0, 1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 30]
  /// Above 1 nothing is certain.
  private static let certainties: [Float] = [0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 1.1]
  /// Above 1 nothing is set aside.
  private static let successions: [Float] = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998, 1.1]

  private static let operators: [Float] = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]

  private struct Knob: Sendable {
    var threshold: WritableKeyPath<Thresholds, Float> & Sendable
    /// In ascending order.
    var values: [Float]
    /// Whether it counts where every fact matters, or of lookups and yes/no questions; nil for both.
    var collects: Bool?
  }

  private static let knobs = [
    Knob(threshold: \.answers, values: grid, collects: false),
    Knob(threshold: \.aggregateAnswers, values: grid, collects: true),
    Knob(threshold: \.truth, values: grid),
    Knob(threshold: \.margin, values: margins, collects: false),
    Knob(threshold: \.aggregateMargin, values: margins, collects: true),
    Knob(threshold: \.listMargin, values: margins, collects: false),
    Knob(threshold: \.spans, values: spans, collects: false),
    Knob(threshold: \.listSpans, values: spans, collects: false),
    Knob(threshold: \.aggregateSpans, values: spans, collects: true),
    Knob(threshold: \.valueSpans, values: spans, collects: true),
    Knob(threshold: \.listedSpans, values: spans + [1.1]),
    Knob(threshold: \.pairedSpans, values: spans),
    Knob(threshold: \.partnerSpans, values: spans),
    Knob(threshold: \.nearness, values: weights, collects: false),
    Knob(threshold: \.aggregateNearness, values: weights, collects: true),
    Knob(threshold: \.crowding, values: [0, 1, 2, 3, 4, 5, 6, 8], collects: true),
    Knob(threshold: \.certain, values: certainties, collects: false),
    Knob(threshold: \.aggregateCertain, values: certainties, collects: true),
    Knob(threshold: \.partial, values: grid.filter { $0 >= 0.05 }),
    Knob(threshold: \.supersedes, values: successions),
    Knob(threshold: \.adds, values: [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.1], collects: false),
    Knob(threshold: \.otherwise, values: operators + [1.1]),
    Knob(threshold: \.addsUp, values: operators + [1.1], collects: false),
    Knob(threshold: \.nought, values: [0] + operators, collects: true),
    Knob(threshold: \.resizes, values: [0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6]),
  ]

  /// The fitted thresholds; `report` is told exact match before and after.
  ///
  /// - Parameter groups: databases of different kinds; each group counts the same, however many questions it has.
  public func fit(_ groups: [[GoldDatabase]], report: (String) -> Void) async throws -> Thresholds {
    let databases = groups.flatMap { $0 }
    var best = model.thresholds
    try fitSearch(databases, &best)
    let items = try await read(groups, best, report: report)
    guard !items.isEmpty else { throw TrainingError.noData(what: "no questions to fit thresholds on") }
    report("\(items.count) questions, \(summary(items, best))")
    for round in 1...Self.rounds {
      let before = best
      for knob in Self.knobs {
        let concerned = items.filter { knob.collects ?? $0.readings.plan.collects == $0.readings.plan.collects }
        best[keyPath: knob.threshold] = choose(knob, for: concerned, best)
      }
      report("round \(round): \(summary(items, best))")
      if best == before { break }
    }
    best.confidence = confidence(items, best)
    return best
  }

  private static let rounds = 4

  /// The value worth most together with those beside it: what is best by itself is often best by a question or two.
  private func choose(_ knob: Knob, for items: [Item], _ thresholds: Thresholds) -> Float {
    let worth = knob.values.map { value in
      var trial = thresholds
      trial[keyPath: knob.threshold] = value
      return utility(items, trial)
    }
    let smooth = Self.smoothed(worth)
    let current = knob.values.firstIndex(of: thresholds[keyPath: knob.threshold])
    guard let best = smooth.indices.max(by: { smooth[$0] < smooth[$1] }) else {
      return thresholds[keyPath: knob.threshold]
    }
    if let current, smooth[current] >= smooth[best] { return knob.values[current] }
    return knob.values[best]
  }

  /// Each value's mean with its neighbours', itself counting twice; at an end with the one there is.
  static func smoothed(_ values: [Double]) -> [Double] {
    values.indices.map { index in
      let beside = [index - 1, index + 1].filter(values.indices.contains).map { values[$0] }
      return (2 * values[index] + beside.reduce(0, +)) / Double(2 + beside.count)
    }
  }

  /// Every question of every database, read once.
  private func read(
    _ groups: [[GoldDatabase]], _ thresholds: Thresholds, report: (String) -> Void
  ) async throws -> [Item] {
    let total = groups.map(\.count).reduce(0, +)
    var items: [Item] = []
    var done = 0
    for group in groups {
      var asked: [Item] = []
      for database in group {
        asked += try await read(database, after: asked.count, thresholds)
        done += 1
        if done % 10 == 0 { report("read \(done) of \(total) databases") }
      }
      for index in asked.indices { asked[index].weight = Double(groups.count) / Double(asked.count) }
      items += asked
    }
    return items
  }

  /// - Parameter place: how many questions came before, which decides which of these count once more without their facts.
  private func read(_ source: GoldDatabase, after place: Int, _ thresholds: Thresholds) async throws -> [Item] {
    let database = try NeuralDatabase(store: FactStore.inMemory(), model: model)
    let facts = try await database.add(source.facts)
    return try source.queries.enumerated().flatMap { index, query -> [Item] in
      let readings = try database.readings(query.query)
      let item = Item(readings: readings.near(thresholds), query: query)
      let hasUpdates = source.updates != nil || query.tags.contains("update")
      guard (place + index) % Self.withheld == 0, !hasUpdates,
        var rest = withholding(query, readings, facts.map(\.id))
      else { return [item] }
      rest.readings = rest.readings.near(thresholds)
      return [item, rest]
    }
  }

  /// The question asked of the database without its gold facts; nil where there are none, and for aggregates, whose answer
  /// would be another. Of a database with updates an older fact would be left.
  ///
  /// - Parameter ids: of the database's facts, in their order.
  private func withholding(_ query: GoldQuery, _ readings: QuestionReadings, _ ids: [Int64]) -> Item? {
    let gold = Set(query.facts.joined().filter(ids.indices.contains).map { ids[$0] })
    guard query.type == .set || query.type == .bool, !gold.isEmpty else { return nil }
    var query = query
    query.answer = []
    return Item(readings: readings.without(gold), query: query)
  }

  /// The curves that turn raw confidence into how often answers are right.
  private func confidence(_ items: [Item], _ thresholds: Thresholds) -> ConfidenceScale {
    var samples: [Bool: [ConfidenceScale.Sample]] = [:]
    let mean = items.map(\.weight).reduce(0, +) / Double(items.count)
    for item in items {
      let conclusion = item.readings.conclude(thresholds)
      samples[conclusion.result.known, default: []].append(
        .init(
          score: item.readings.rawConfidence(conclusion), isRight: isRight(conclusion.result, item),
          weight: item.weight / mean))
    }
    return ConfidenceScale(known: .fitted(samples[true] ?? []), unknown: .fitted(samples[false] ?? []))
  }

  /// What of a database is read at all, from vectors alone: the cosine that all but one in fifty of the gold facts of
  /// aggregates reach, which is the recall target of vector search; and how far below the nearest fact's the cosines of
  /// all but one in two hundred gold facts lie.
  public func fitSearch(_ databases: [GoldDatabase], _ thresholds: inout Thresholds) throws {
    var similarities: [Float] = []
    var nearness: [Bool: [Float]] = [:]
    for database in databases {
      let queries = database.queries.filter { !$0.facts.isEmpty }
      guard !queries.isEmpty else { continue }
      let facts = try model.vectors(for: database.facts)
      for (query, vector) in zip(queries, try model.vectors(for: queries.map(\.query))) {
        let cosines = facts.map { zip(vector, $0).reduce(Float(0)) { $0 + $1.0 * $1.1 } }
        let nearest = cosines.max() ?? 0
        // As `Plan.isAggregate` and `Plan.collects` decide; a comparator makes a condition, or compares two items.
        let collects = query.type != .set && query.type != .bool || query.plan.comparator != nil
        let isAggregate = collects && query.plan.items == nil
        for fact in Set(query.facts.compactMap(\.first)) where cosines.indices.contains(fact) {
          if isAggregate { similarities.append(cosines[fact]) }
          nearness[collects, default: []].append(cosines[fact] - nearest)
        }
      }
    }
    func quantile(_ values: [Float], oneIn count: Int) -> Float? {
      values.isEmpty ? nil : values.sorted()[values.count / count]
    }
    thresholds.similarity = quantile(similarities, oneIn: 50) ?? thresholds.similarity
    thresholds.unread = quantile(nearness[false] ?? [], oneIn: 200) ?? thresholds.unread
    thresholds.aggregateUnread = quantile(nearness[true] ?? [], oneIn: 200) ?? thresholds.aggregateUnread
  }

  private func utility(_ items: [Item], _ thresholds: Thresholds) -> Double {
    let tally = count(items, thresholds)
    return (tally.right - wrongAnswerCost * tally.wrong) / tally.all
  }

  /// Questions by their weights.
  private struct Score {
    var all = 0.0
    /// Answered right, *unknown* among them where it is.
    var right = 0.0
    /// Answered wrong.
    var wrong = 0.0
  }

  private func count(_ items: [Item], _ thresholds: Thresholds) -> Score {
    let lanes = Parallel.defaultWorkers
    let tallies = IndexedResults(count: lanes, empty: Score())
    Parallel.each(count: lanes) { lane in
      var score = Score()
      for index in stride(from: lane, to: items.count, by: lanes) {
        let item = items[index]
        let result = item.readings.conclude(thresholds) { evidence in
          item.outcomes.result(of: evidence) { item.readings.result(of: evidence) }
        }.result
        score.all += item.weight
        if isRight(result, item) {
          score.right += item.weight
        } else if result.known {
          score.wrong += item.weight
        }
      }
      tallies.set(lane, score)
    }
    return tallies.values.reduce(into: Score()) {
      $0.all += $1.all
      $0.right += $1.right
      $0.wrong += $1.wrong
    }
  }

  private func isRight(_ result: AggregateResult, _ item: Item) -> Bool {
    ExactMatch.matches(predicted: result.values, gold: item.query.answer, operation: item.query.type, aliases: [:])
  }

  private func summary(_ items: [Item], _ thresholds: Thresholds) -> String {
    let score = count(items, thresholds)
    return String(
      format: "exact match %.4f, wrong answers %.4f, with %@", score.right / score.all, score.wrong / score.all,
      "\(thresholds)")
  }
}
