import CKernels
import Encoder

/// How parameters follow their gradients.
public enum OptimizerKind: String, Sendable, Codable, CaseIterable {
  /// Loshchilov & Hutter 2019.
  case adamW = "adamw"
  /// Zhuang et al. 2020.
  case adaBelief = "adabelief"
}

/// First and second moments of the gradients, and the update. Decay is applied to matrices only.
public final class Optimizer {
  public let kind: OptimizerKind
  public let decay: Float
  public let first: FloatBuffer
  public let second: FloatBuffer
  private let segments: [(offset: Int, count: Int, decays: Bool)]
  private static let beta1: Float = 0.9
  private static let beta2: Float = 0.98

  public init(kind: OptimizerKind, layout: ParameterLayout, decay: Float = 0.01) {
    self.kind = kind
    self.decay = decay
    first = FloatBuffer(count: layout.count)
    second = FloatBuffer(count: layout.count)
    segments = layout.tensors.map { ($0.offset, $0.count, $0.shape.count > 1) }
  }

  /// One update; `step` counts from 1, `scale` multiplies the gradients (clipping).
  public func update(
    _ parameters: UnsafeMutablePointer<Float>, _ gradients: UnsafePointer<Float>, step: Int, rate: Float, scale: Float
  ) throws {
    let correction1 = 1 - power(Self.beta1, step)
    let correction2 = 1 - power(Self.beta2, step)
    let (kind, decay, segments) = (kind, decay, segments)
    let (first, second) = (first, second)
    let block = SharedPointers(parameters: parameters, gradients: gradients)
    try Parallel.forEach(count: segments.count) { index in
      let (offset, count, decays) = segments[index]
      let apply = kind == .adamW ? nk_adamw : nk_adabelief
      apply(
        block.parameters + offset, first.pointer + offset, second.pointer + offset, block.gradients + offset,
        Int64(count), rate, Self.beta1, Self.beta2, kind == .adamW ? 1e-8 : 1e-14, decays ? decay : 0, correction1,
        correction2, scale)
    }
  }

  /// One update of a tower by the sum of its shards' gradients, which the first of them holds afterwards; a norm above
  /// `options.clip` is brought down to it.
  ///
  /// - Throws: `TrainingError.diverged` when the gradients are not finite; nothing is updated then.
  func update(_ tower: TowerParameters, shards: [FloatBuffer], step: Int, options: TrainerOptions) throws {
    guard let total = shards.first else { return }
    for shard in shards.dropFirst() { nk_add(total.pointer, shard.pointer, Int64(total.count)) }
    let norm = Float(nk_square_sum(total.pointer, Int64(total.count)).squareRoot())
    guard norm.isFinite else { throw TrainingError.diverged(step: step) }
    let scale = options.clip > 0 && norm > options.clip ? options.clip / norm : 1
    try update(tower.buffer.pointer, total.pointer, step: step, rate: options.schedule.rate(step), scale: scale)
  }

  private func power(_ base: Float, _ exponent: Int) -> Float {
    var result = 1.0
    for _ in 0..<min(exponent, 4000) { result *= Double(base) }
    return Float(result)
  }
}

/// Pointers whose users write disjoint parts.
struct SharedPointers: @unchecked Sendable {
  let parameters: UnsafeMutablePointer<Float>
  let gradients: UnsafePointer<Float>
}
