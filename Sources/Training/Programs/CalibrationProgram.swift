import Foundation
import NeuralDB

/// `neuraldb train calibrate`: fits the thresholds on databases that training has not seen, by exact match of the whole
/// walk. Every question is read once; then thresholds are tried one after the other until none improves.
public struct CalibrationProgram: Sendable {
  public let model: NeuralModel

  public init(model: NeuralModel) { self.model = model }

  private struct Item: Sendable {
    var readings: QuestionReadings
    var query: GoldQuery
  }

  private static let grid: [Float] = [
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98,
    0.99,
  ]
  private static let margins: [Float] = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 100]

  /// The fitted thresholds; `report` is told exact match before and after.
  public func fit(_ databases: [GoldDatabase], report: (String) -> Void) async throws -> Thresholds {
    var items: [Item] = []
    for (index, source) in databases.enumerated() {
      let database = try NeuralDatabase(store: FactStore.inMemory(), model: model)
      try await database.add(source.facts)
      for query in source.queries {
        items.append(Item(readings: try database.readings(query.query), query: query))
      }
      if (index + 1) % 10 == 0 { report("read \(index + 1) of \(databases.count) databases") }
    }
    guard !items.isEmpty else { throw TrainingError.noData(what: "no questions to fit thresholds on") }
    var best = Thresholds()
    best.partial = 0.5
    var score = exactMatch(items, best)
    report(String(format: "%d questions, exact match %.4f with %@", items.count, score, "\(best)"))
    let knobs: [(WritableKeyPath<Thresholds, Float>, [Float])] = [
      (\.answers, Self.grid), (\.aggregateAnswers, Self.grid), (\.truth, Self.grid), (\.margin, Self.margins),
      (\.aggregateMargin, Self.margins), (\.listMargin, Self.margins),
      (\.partial, Self.grid.filter { $0 >= 0.05 }), (\.supersedes, [0.3, 0.5, 0.7, 0.9, 1.1]),
    ]
    for _ in 0..<4 {
      let before = score
      for (knob, values) in knobs {
        for value in values {
          var trial = best
          trial[keyPath: knob] = value
          let result = exactMatch(items, trial)
          if result > score { (best, score) = (trial, result) }
        }
      }
      if score <= before { break }
    }
    report(String(format: "exact match %.4f with %@", score, "\(best)"))
    return best
  }

  private func exactMatch(_ items: [Item], _ thresholds: Thresholds) -> Double {
    let right = items.filter { item in
      let result = item.readings.conclude(thresholds).result
      return ExactMatch.matches(
        predicted: result.values, gold: item.query.answer, operation: item.query.type, aliases: [:])
    }
    return Double(right.count) / Double(items.count)
  }
}
