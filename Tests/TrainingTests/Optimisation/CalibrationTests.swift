import NeuralDB
import Testing

@testable import Training

/// Thresholds fitted to databases that training has not seen.
@Suite struct CalibrationTests {
  @Test("A value that is best by a question alone loses against one whose neighbours are good too")
  func smoothing() {
    let worth = CalibrationProgram.smoothed([0.50, 0.54, 0.50, 0.53, 0.53, 0.53])
    #expect(worth.indices.max { worth[$0] < worth[$1] } == 4)
    #expect(CalibrationProgram.smoothed([]) == [])
    #expect(CalibrationProgram.smoothed([0.5]) == [0.5])
  }

  @Test("A fit sets no unrelated fact aside, and its confidence is a scale of its own")
  func fit() async throws {
    let facts = [
      "Ann lives in Oslo.", "Bertil lives in Oslo.", "Chidi lives in Lagos.", "Ann has moved to Bergen.",
      "Chidi is 41 years old.",
    ]
    func query(_ text: String, _ answers: [String], _ facts: [Int]) -> GoldQuery {
      GoldQuery(
        query: text, type: .set, answer: answers, facts: facts.map { [$0] }, derivations: [], plan: GoldPlan(), tags: []
      )
    }
    func update(_ newer: Int, _ older: Int, _ kind: String) -> GoldUpdate {
      GoldUpdate(
        question: "Where does \(older == 0 ? "Ann" : "Chidi") live?", older: older, newer: newer, class: kind,
        olderAnswers: [], newerAnswers: [])
    }
    let database = GoldDatabase(
      domain: "test", facts: facts,
      queries: [query("Where does Ann live?", ["Bergen"], [3]), query("Where does Chidi live?", ["Lagos"], [2])],
      updates: [update(3, 0, "replaces"), update(4, 2, "unrelated"), update(3, 2, "unrelated")])
    let model = try NeuralModel(folder: ModelLocator.locate())
    var reports: [String] = []
    let thresholds = try await CalibrationProgram(model: model).fit([[database]]) { reports.append($0) }
    #expect(thresholds.confidence != nil)
    #expect(reports.contains { $0.hasPrefix("2 questions") })
    for pair in database.updatePairs where pair.succession == .unrelated {
      let reading = try #require(try model.reader.read(pair.question, sets: [[pair.older, pair.newer]]).first)
      #expect(!reading.setsAside(from: thresholds.supersedes))
    }
  }

  @Test("Nothing to fit on is an error")
  func nothing() async throws {
    let program = CalibrationProgram(model: try NeuralModel(folder: ModelLocator.locate()))
    await #expect(throws: TrainingError.self) { try await program.fit([[]]) { _ in } }
  }
}
