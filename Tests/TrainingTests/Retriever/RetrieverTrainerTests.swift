import Encoder
import Foundation
import NeuralDB
import Testing

@testable import Training

@Suite struct RetrieverTrainerTests {
  private func trainer(
    _ tiny: TinyTower, peak: Float, shards: Int = 2, clip: Float = 1, dropout: Float = 0
  ) -> RetrieverTrainer {
    var options = TrainerOptions()
    options.schedule = LearningRateSchedule(peak: peak, warmUp: 0, steps: 20)
    options.dropout = dropout
    options.clip = clip
    options.shards = shards
    return RetrieverTrainer(
      tower: tiny.retriever, words: tiny.words, tokenizer: tiny.tokenizer, options: options, precision: .fp32)
  }

  @Test func learnsToPutTheEvidenceFirst() throws {
    let tiny = try TinyTower()
    let trainer = trainer(tiny, peak: 5e-3)
    let results = try (0..<20).map { _ in try trainer.update(TinyExamples.retrievals) }
    #expect(results[19].loss < 0.5 * results[0].loss, "\(results.map(\.loss))")
    #expect(results[19].accuracy > results[0].accuracy || results[19].accuracy == 1)
    #expect(trainer.step == 20)
  }

  @Test("Gradients through loss, pooling and encoder agree with finite differences", arguments: [Float(0), 0.1])
  func gradients(dropout: Float) throws {
    let tiny = try TinyTower()
    let trainer = trainer(tiny, peak: 0, clip: 0, dropout: dropout)
    let examples = Array(TinyExamples.retrievals.prefix(3))
    func loss() throws -> Double {
      trainer.step = 0  // the same masks
      return try trainer.update(examples).loss
    }
    _ = try loss()
    // After one update AdamW's first moment is a tenth of the gradient.
    let gradients = trainer.optimizer.first.array.map { $0 * 10 }
    try FiniteDifference.check(tiny.retriever, gradients, step: 2e-3, smallest: 0.3, loss: loss)
  }

  @Test("How a batch is cut makes no difference", arguments: [1, 3, 40])
  func shards(count: Int) throws {
    let (one, other) = (try TinyTower(), try TinyTower())
    let whole = trainer(one, peak: 1e-3, shards: 2)
    let cut = trainer(other, peak: 1e-3, shards: count)
    for _ in 0..<3 {
      let (a, b) = (try whole.update(TinyExamples.retrievals), try cut.update(TinyExamples.retrievals))
      #expect(abs(a.loss - b.loss) < 1e-3 * a.loss)
      #expect(a.accuracy == b.accuracy)
    }
  }

  @Test func aTextIsEncodedOnceAndFoundFactsAreNoNegatives() {
    let batch = ContrastiveBatch([
      RetrieverExample(question: "a?", positives: ["A", "B"], negatives: ["N"]),
      RetrieverExample(question: "a?", found: ["A"], positives: ["B"], negatives: ["N"]),
      RetrieverExample(question: "c?", positives: ["C"], negatives: []),
      RetrieverExample(question: "nothing to find", positives: [], negatives: ["M"]),
    ])
    #expect(batch.texts.sorted() == ["A", "B", "C", "N", "a?", "a? A", "c?"])
    #expect(batch.queries.map { batch.texts[$0] } == ["a?", "a? A", "c?"])
    #expect(batch.positives.map { batch.texts[$0] } == ["A", "B", "C"])
    let documents = batch.queries.indices.map { batch.documents(for: $0).map { batch.texts[$0] }.sorted() }
    #expect(documents == [["A", "C", "N"], ["B", "C", "N"], ["A", "B", "C", "N"]])
  }
}
