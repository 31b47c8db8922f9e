import Encoder
import Foundation
import NeuralDB

/// `neuraldb train calibrate`: fits the thresholds on databases that training has not seen, by what the whole walk is worth
/// to its user: a right answer is worth 1, *unknown* where something was to be found 0, a wrong answer less than
/// nothing. Every question is read once; then thresholds are tried one after the other until none improves.
///
/// People ask more often for what their facts do not say than those who write databases of questions and answers do. So
/// some questions count once more with the facts taken away that answer them: what is left looks like an answer and is
/// none.
public struct CalibrationProgram: Sendable {
  public let model: NeuralModel

  public init(model: NeuralModel) { self.model = model }

  /// What a wrong answer costs, in right ones. Where nothing is known, people take *unknown* for an answer, and a guess for
  /// a lie.
  public var wrongAnswerCost = 0.3

  private struct Item: Sendable {
    var readings: QuestionReadings
    var query: GoldQuery
    /// What the question counts among all.
    var weight = 1.0
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

  /// The fitted thresholds; `report` is told exact match before and after.
  ///
  /// - Parameter groups: databases of different kinds; each group counts the same, however many questions it has.
  public func fit(_ groups: [[GoldDatabase]], report: (String) -> Void) async throws -> Thresholds {
    let databases = groups.flatMap { $0 }
    var best = Thresholds()
    best.partial = 0.5
    try fitSearch(databases, &best)
    var items: [Item] = []
    var done = 0
    for group in groups {
      var asked: [Item] = []
      var place = 0
      for source in group {
        let database = try NeuralDatabase(store: FactStore.inMemory(), model: model)
        let facts = try await database.add(source.facts)
        for query in source.queries {
          let readings = try database.readings(query.query)
          asked.append(Item(readings: readings.near(best), query: query))
          let hasUpdates = source.updates != nil || query.tags.contains("update")
          if place % Self.withheld == 0, !hasUpdates, let rest = withholding(query, readings, facts.map(\.id)) {
            asked.append(Item(readings: rest.readings.near(best), query: rest.query))
          }
          place += 1
        }
        done += 1
        if done % 10 == 0 { report("read \(done) of \(databases.count) databases") }
      }
      items += asked.map { item in
        var item = item
        item.weight = Double(groups.count) / Double(asked.count)
        return item
      }
    }
    guard !items.isEmpty else { throw TrainingError.noData(what: "no questions to fit thresholds on") }
    var score = utility(items, best)
    report("\(items.count) questions, \(summary(items, best))")
    let knobs: [(WritableKeyPath<Thresholds, Float>, [Float])] = [
      (\.answers, Self.grid), (\.aggregateAnswers, Self.grid), (\.truth, Self.grid), (\.margin, Self.margins),
      (\.aggregateMargin, Self.margins), (\.listMargin, Self.margins),
      (\.spans, Self.spans), (\.listSpans, Self.spans), (\.aggregateSpans, Self.spans),
      (\.valueSpans, Self.spans), (\.listedSpans, Self.spans + [1.1]), (\.pairedSpans, Self.spans),
      (\.partnerSpans, Self.spans),
      (\.nearness, Self.weights), (\.aggregateNearness, Self.weights),
      (\.crowding, [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2]),
      (\.certain, [0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 1.1]),
      (\.partial, Self.grid.filter { $0 >= 0.05 }), (\.supersedes, [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.1]),
      (\.adds, [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.1]),
    ]
    for _ in 0..<4 {
      let before = score
      for (knob, values) in knobs {
        for value in values {
          var trial = best
          trial[keyPath: knob] = value
          let result = utility(items, trial)
          if result > score { (best, score) = (trial, result) }
        }
      }
      if score <= before { break }
    }
    best.confidence = confidence(items, best)
    report(summary(items, best))
    return best
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
      let (result, isRight) = judge(item, thresholds)
      samples[result.known, default: []].append(
        .init(score: item.readings.rawConfidence(result), isRight: isRight, weight: item.weight / mean))
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
        let (result, isRight) = judge(item, thresholds)
        score.all += item.weight
        if isRight {
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

  /// What a question's readings come to, and whether that is its gold answer.
  private func judge(_ item: Item, _ thresholds: Thresholds) -> (result: AggregateResult, isRight: Bool) {
    let result = item.readings.conclude(thresholds).result
    let isRight = ExactMatch.matches(
      predicted: result.values, gold: item.query.answer, operation: item.query.type, aliases: [:])
    return (result, isRight)
  }

  private func summary(_ items: [Item], _ thresholds: Thresholds) -> String {
    let score = count(items, thresholds)
    return String(
      format: "exact match %.4f, wrong answers %.4f, with %@", score.right / score.all, score.wrong / score.all,
      "\(thresholds)")
  }
}
