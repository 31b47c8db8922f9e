import Encoder
import NeuralDB
import Testing

@testable import Training

/// The reader's training against the same training in PyTorch (`Goldens/make_trainer_goldens.py`).
@Suite struct TrainerGoldenTests {
  @Test("The first ten losses are the reference's", arguments: OptimizerKind.allCases)
  func losses(optimizer: OptimizerKind) throws {
    let golden = try TrainerGolden.load()
    var options = golden.trainerOptions
    options.optimizer = optimizer
    let tower = ModelFolder.readerTower(golden.configuration)
    try tower.load(TrainerGolden.weights)
    let trainer = ReaderTrainer(
      tower: tower,
      words: try WordEmbeddings(url: TrainerGolden.weights, configuration: golden.configuration, exact: true),
      tokenizer: try WordPieceTokenizer(pieces: golden.vocabulary), options: options, precision: .fp32)
    let shards = golden.shards.map { $0.map(\.trainingItem) }
    let expected = try #require(golden.losses[optimizer.rawValue])
    #expect(expected.count == 10)
    for (index, loss) in expected.enumerated() {
      let report = try trainer.update { shards[$0] }
      #expect(abs(report.total - loss) <= 1e-5 * loss, "step \(index + 1): \(report.total), the reference \(loss)")
      guard index == 0 else { continue }
      let parts = [report.support, report.tags, report.pairs, report.plan, report.succession]
      #expect(parts.count == golden.firstParts.count)
      for (part, reference) in zip(parts, golden.firstParts) {
        #expect(abs(part - reference) <= 1e-5 * reference, "\(part), the reference \(reference)")
      }
    }
  }
}
