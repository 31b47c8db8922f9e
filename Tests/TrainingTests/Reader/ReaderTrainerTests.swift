import Encoder
import Foundation
import NeuralDB
import Testing

@testable import Training

@Suite struct ReaderTrainerTests {
  /// Updates that change nothing, so that the loss can be asked for again: the rate is 0.
  private func frozen(_ tiny: TinyTower, dropout: Float) -> ReaderTrainer {
    var options = TrainerOptions()
    options.schedule = LearningRateSchedule(peak: 0, warmUp: 0, steps: 1)
    options.dropout = dropout
    options.clip = 0
    return ReaderTrainer(
      tower: tiny.reader, words: tiny.words, tokenizer: tiny.tokenizer, options: options, precision: .fp32)
  }

  @Test("Every tensor's gradient, heads and encoder, agrees with finite differences", arguments: [Float(0), 0.2])
  func gradients(dropout: Float) throws {
    let tiny = try TinyTower()
    let trainer = frozen(tiny, dropout: dropout)
    func loss() throws -> Double {
      trainer.step = 0  // the same masks
      return try trainer.update { TinyExamples.shards[$0] }.total
    }
    _ = try loss()
    // After one update AdamW's first moment is a tenth of the gradient.
    let gradients = trainer.optimizer.first.array.map { $0 * 10 }
    try FiniteDifference.check(tiny.reader, gradients, step: 1e-2, smallest: 0.05, loss: loss)
  }

  @Test func evaluatingGivesTheLossOfTrainingWithoutDropout() throws {
    let tiny = try TinyTower()
    let trainer = frozen(tiny, dropout: 0)
    let trained = try trainer.update { TinyExamples.shards[$0] }
    let evaluated = trainer.evaluate(TinyExamples.shards.flatMap { $0 })
    #expect(abs(evaluated.total - trained.total) < 1e-5)
    #expect(evaluated.tokens == trained.tokens)
  }

  @Test func trainingLearnsItsExamples() throws {
    let tiny = try TinyTower()
    var options = TrainerOptions()
    options.schedule = LearningRateSchedule(peak: 1e-2, warmUp: 5, steps: 120)
    options.dropout = 0
    let trainer = ReaderTrainer(
      tower: tiny.reader, words: tiny.words, tokenizer: tiny.tokenizer, options: options, precision: .fp32)
    for _ in 0..<120 { _ = try trainer.update { TinyExamples.shards[$0] } }
    let model = ReaderModel(
      tokenizer: tiny.tokenizer, runner: EncoderRunner(parameters: tiny.reader, words: tiny.words, precision: .fp32))
    for example in TinyExamples.readers {
      let reading = try model.read(example.question, sets: [example.facts])[0]
      #expect(reading.verdict == example.support)
      guard example.support == .answers, example.hasSpans else { continue }
      #expect(Set(reading.spans.map(\.range)) == Set(example.spans.map(\.range)))
    }
  }

  @Test func weightsThatAreNotNumbersStopTheRun() throws {
    let tiny = try TinyTower()
    let trainer = frozen(tiny, dropout: 0)
    tiny.reader.buffer.pointer[0] = .nan
    #expect { try trainer.update { TinyExamples.shards[$0] } } throws: { error in
      if case .diverged(step: 1)? = error as? TrainingError { true } else { false }
    }
  }
}
