import Encoder
import Foundation
import NeuralDB

/// Trains the reader tower: data-parallel over shards, gradients summed, clipped and applied by the optimizer.
public final class ReaderTrainer {
  public let options: TrainerOptions
  public let tower: TowerParameters
  public let optimizer: Optimizer
  /// Updates done.
  public internal(set) var step = 0
  private let tokenizer: WordPieceTokenizer
  /// Tokens of the longest sequence.
  private let limit: Int
  private let loss: ReaderLoss
  private let lanes: [Lane]

  public init(
    tower: TowerParameters, words: WordEmbeddings, tokenizer: WordPieceTokenizer, options: TrainerOptions,
    precision: MatrixPrecision = .fastest
  ) {
    self.tower = tower
    self.options = options
    self.tokenizer = tokenizer
    optimizer = Optimizer(kind: options.optimizer, layout: tower.layout, decay: options.decay)
    limit = min(ReaderInput.limit, tower.configuration.positions)
    let hidden = tower.configuration.hiddenSize
    loss = ReaderLoss(heads: ReaderHeads(layout: tower.layout, hidden: hidden), hidden: hidden)
    lanes = (0..<options.shards).map { _ in
      Lane(
        pass: EncoderPass(
          configuration: tower.configuration, layout: tower.layout, words: words, precision: precision, training: true),
        gradients: FloatBuffer(count: tower.layout.count))
    }
  }

  /// One update on a batch, made shard by shard on the workers: `items(shard)` must depend on nothing but the shard
  /// and the step.
  public func update(_ items: @Sendable (_ shard: Int) -> [TrainingItem]) throws -> LossReport {
    step += 1
    let results = IndexedResults(count: lanes.count, empty: LossReport())
    let context = ShardContext(trainer: self)
    try Parallel.forEach(count: lanes.count) { shard in
      results.set(shard, context.trainer.forwardBackward(items(shard), shard: shard))
    }
    let report = results.values.reduce(LossReport(), +)
    try optimizer.update(tower, shards: lanes.map(\.gradients), step: step, options: options)
    return report
  }

  /// The loss of a batch without an update, dropout off.
  public func evaluate(_ items: [TrainingItem]) -> LossReport {
    let lane = lanes[0]
    let (targets, choices) = ReaderTarget.of(items, tokenizer: tokenizer, limit: limit)
    let batch = pack(targets)
    let states = lane.pass.forward(batch, parameters: tower.pointer)
    lane.reserve(batch.tokens * tower.configuration.hiddenSize)
    return loss.apply(
      targets, choices: choices, batch: batch, parameters: tower.pointer, gradients: lane.gradients.pointer,
      states: states, dstates: lane.dstates.pointer, scale: 1 / Float(targets.count)
    ).report
  }

  private func forwardBackward(_ items: [TrainingItem], shard: Int) -> LossReport {
    let lane = lanes[shard]
    lane.gradients.fill(0)
    guard !items.isEmpty else { return LossReport() }
    let (targets, choices) = ReaderTarget.of(items, tokenizer: tokenizer, limit: limit)
    let batch = pack(targets)
    let seed = options.seed &+ UInt64(step) &* 0x2545_F491_4F6C_DD1D &+ UInt64(shard) &* 0x9E37_79B9
    let dropout = options.dropout > 0 ? Dropout(probability: options.dropout, seed: seed) : nil
    let states = lane.pass.forward(batch, parameters: tower.pointer, dropout: dropout)
    lane.reserve(batch.tokens * tower.configuration.hiddenSize)
    var (report, losses) = loss.apply(
      targets, choices: choices, batch: batch, parameters: tower.pointer, gradients: lane.gradients.pointer,
      states: states, dstates: lane.dstates.pointer, scale: 1 / Float(targets.count * lanes.count))
    let hard = losses.indices.filter { losses[$0] >= options.easyLoss }
    report.learned = hard.reduce(0) { $0 + batch.range($1).count }
    lane.pass.backward(
      parameters: tower.pointer, gradients: lane.gradients.pointer, dhidden: lane.dstates.pointer, sequences: hard)
    return report
  }

  private func pack(_ targets: [ReaderTarget]) -> EncoderBatch {
    var batch = EncoderBatch()
    for target in targets { batch.append(ids: target.input.sequence.ids, segments: target.input.sequence.segments) }
    return batch
  }
}

/// A worker's pass, gradients and the gradient of its hidden states.
private final class Lane {
  let pass: EncoderPass
  let gradients: FloatBuffer
  private(set) var dstates = FloatBuffer(count: 0)

  init(pass: EncoderPass, gradients: FloatBuffer) {
    self.pass = pass
    self.gradients = gradients
  }

  /// Zeroed room for `count` floats.
  func reserve(_ count: Int) {
    if dstates.count < count { dstates = FloatBuffer(count: count * 5 / 4) } else { dstates.fill(0) }
  }
}

/// Each shard touches its own lane only.
private struct ShardContext: @unchecked Sendable {
  let trainer: ReaderTrainer
}
