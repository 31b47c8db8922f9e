import Encoder
import Foundation
import NeuralDB

/// `neuraldb train retriever`: contrastive training on gold support sets.
public struct RetrieverProgram {
  public var options = TrainerOptions()
  /// Queries a step.
  public var batchSize = 48
  public var checkpoint: URL
  /// Seconds between checkpoints.
  public var checkpointInterval = 600.0
  public var reportEvery = 25

  public init(checkpoint: URL) { self.checkpoint = checkpoint }

  /// Trains to `options.schedule.steps`, resuming when the checkpoint folder holds a run.
  ///
  /// - Parameter batch: the examples of a step; must depend on the step alone.
  public func run(
    tower: TowerParameters, words: WordEmbeddings, tokenizer: WordPieceTokenizer,
    batch: (_ step: Int, _ count: Int) -> [RetrieverExample], report: (String) -> Void
  ) throws {
    let trainer = RetrieverTrainer(tower: tower, words: words, tokenizer: tokenizer, options: options)
    if try Checkpoint.isResumable(checkpoint, with: options) {
      trainer.step = try Checkpoint.load(checkpoint, tower: tower, optimizer: trainer.optimizer)
      report("resumed at step \(trainer.step) from \(checkpoint.path)")
    }
    let start = Date()
    var loss = 0.0
    var accuracy = 0.0
    let first = trainer.step
    var (saved, reported) = (start, first)
    func save() throws {
      try Checkpoint.save(checkpoint, tower: tower, optimizer: trainer.optimizer, step: trainer.step, options: options)
      saved = Date()
    }
    while trainer.step < options.schedule.steps {
      let result = try trainer.update(batch(trainer.step + 1, batchSize))
      loss += result.loss
      accuracy += result.accuracy
      if Date().timeIntervalSince(saved) > checkpointInterval { try save() }
      guard trainer.step % reportEvery == 0 else { continue }
      let pace = Date().timeIntervalSince(start) / Double(trainer.step - first)
      let steps = Double(trainer.step - reported)
      report(
        String(
          format: "step %d/%d  loss %.4f  evidence first %.3f  %.0f s left", trainer.step, options.schedule.steps,
          loss / steps, accuracy / steps, pace * Double(options.schedule.steps - trainer.step)))
      (loss, accuracy, reported) = (0, 0, trainer.step)
    }
    try save()
  }
}
