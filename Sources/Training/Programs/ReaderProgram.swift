import Encoder
import Foundation
import NeuralDB

/// `neuraldb train reader`: trains the reader and planner on a mixture, with checkpoints and a progress line.
public struct ReaderProgram {
  public var options = TrainerOptions()
  /// Items a step, over all shards.
  public var batchSize = 64
  public var checkpoint: URL
  /// Seconds between checkpoints.
  public var checkpointInterval = 600.0
  public var reportEvery = 50
  /// Arithmetic of the large matrix products.
  public var precision = MatrixPrecision.fastest

  public init(checkpoint: URL) { self.checkpoint = checkpoint }

  /// Trains to `options.schedule.steps`, resuming when the checkpoint folder holds a run; stops early at `deadline`.
  ///
  /// - Returns: the last step done.
  public func run(
    tower: TowerParameters, words: WordEmbeddings, tokenizer: WordPieceTokenizer, mixer: ExampleMixer,
    deadline: Date? = nil, report: (String) -> Void
  ) throws -> Int {
    let trainer = ReaderTrainer(
      tower: tower, words: words, tokenizer: tokenizer, options: options, precision: precision)
    if try Checkpoint.isResumable(checkpoint, with: options) {
      trainer.step = try Checkpoint.load(checkpoint, tower: tower, optimizer: trainer.optimizer)
      report("resumed at step \(trainer.step) from \(checkpoint.path)")
    }
    var meter = ThroughputMeter(configuration: tower.configuration)
    var saved = Date()
    let perShard = max(1, batchSize / options.shards)
    while trainer.step < options.schedule.steps {
      let step = trainer.step + 1
      let loss = try trainer.update { shard in mixer.batch(step: step, shard: shard, count: perShard) }
      meter.add(loss)
      if step % reportEvery == 0 { report(meter.line(step: step, of: options.schedule.steps)) }
      if Date().timeIntervalSince(saved) > checkpointInterval {
        try save(trainer)
        saved = Date()
      }
      if let deadline, Date() > deadline { break }
    }
    try save(trainer)
    return trainer.step
  }

  private func save(_ trainer: ReaderTrainer) throws {
    try Checkpoint.save(
      checkpoint, tower: trainer.tower, optimizer: trainer.optimizer, step: trainer.step, options: options)
  }
}

/// Mean losses, tokens a second, arithmetic rate and time to go since the last line.
struct ThroughputMeter {
  let configuration: EncoderConfiguration
  private var sum = LossReport()
  private var steps = 0
  private var since = Date()

  init(configuration: EncoderConfiguration) { self.configuration = configuration }

  mutating func add(_ report: LossReport) {
    sum = sum + report
    steps += 1
  }

  /// Floating-point operations a token of the matrix products, forward; backward takes twice as many.
  var operationsPerToken: Double {
    let c = configuration
    return 2 * Double(c.layers) * Double(4 * c.hiddenSize * c.hiddenSize + 2 * c.hiddenSize * c.feedForwardSize)
  }

  mutating func line(step: Int, of total: Int) -> String {
    let seconds = max(Date().timeIntervalSince(since), 1e-9)
    let count = Double(max(steps, 1))
    let rate = Double(sum.tokens) / seconds
    let learned = Double(sum.learned) / Double(max(sum.tokens, 1))
    let left = Double(total - step) * seconds / count
    defer {
      sum = LossReport()
      steps = 0
      since = Date()
    }
    return String(
      format:
        "step %d/%d  loss %.4f (support %.4f tags %.4f pairs %.4f plan %.4f succession %.4f choice %.4f)  %.0f tokens/s, learned from %.2f  %.0f GFLOP/s  %.0f s left",
      step, total, sum.total / count, sum.support / count, sum.tags / count, sum.pairs / count, sum.plan / count,
      sum.succession / count, sum.choice / count, rate, learned, rate * (1 + 2 * learned) * operationsPerToken / 1e9,
      left)
  }
}
