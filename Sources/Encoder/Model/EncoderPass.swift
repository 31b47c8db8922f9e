import CKernels

/// One worker's forward and, when training, backward pass over packed batches: owns the activations, borrows the
/// parameters. Not shared between threads.
public final class EncoderPass {
  public let configuration: EncoderConfiguration
  public let precision: MatrixPrecision
  private let words: WordEmbeddings
  private let layers: [EncoderLayer]
  private let norm: EncoderLayerNorm
  private let positionOffset: Int
  private let segmentOffset: Int
  private let keepsActivations: Bool

  private var block = FloatBuffer(count: 0)
  private var kept: [LayerActivations] = []
  private var embedded = FloatBuffer(count: 0)
  private var input = FloatBuffer(count: 0)
  private var statistics = FloatBuffer(count: 0)
  private var backwardBlock = FloatBuffer(count: 0)
  private var batch = EncoderBatch()
  private var dropout: Dropout?

  /// - Parameters:
  ///   - training: keep every layer's activations, so that `backward` may follow.
  ///   - packed: the parameters' matrices, packed already; without them `forward` packs them at every call.
  public init(
    configuration: EncoderConfiguration, layout: ParameterLayout, words: WordEmbeddings, precision: MatrixPrecision,
    training: Bool, packed: PackedWeights? = nil
  ) {
    self.configuration = configuration
    self.precision = precision
    self.words = words
    layers = (0..<configuration.layers).map { EncoderLayer($0, layout, configuration, packed) }
    norm = EncoderLayerNorm(layout, "embeddings.LayerNorm", configuration)
    positionOffset = layout.offset("embeddings.position_embeddings.weight")
    segmentOffset = layout.offset("embeddings.token_type_embeddings.weight")
    keepsActivations = training
  }

  /// Last hidden states (T,C), valid until the next call. No sequence may be longer than the configuration's positions.
  public func forward(
    _ batch: EncoderBatch, parameters: UnsafePointer<Float>, dropout: Dropout? = nil
  ) -> UnsafeMutablePointer<Float> {
    self.batch = batch
    self.dropout = dropout
    reserve(batch)
    embed(batch, parameters)
    var x = UnsafePointer(input.pointer)
    for (layer, activations) in zip(layers, kept) {
      layer.forward(batch, precision, parameters, x: x, kept: activations, dropout: dropout)
      x = UnsafePointer(activations.out)
    }
    return UnsafeMutablePointer(mutating: x)
  }

  /// Adds the gradients of the last forward pass to `gradients`, given those of its hidden states, dhidden (T,C).
  ///
  /// - Parameter sequences: those to go back through, ascending; the others are taken to have no gradient. nil for all.
  ///   dhidden's rows are moved together with theirs.
  public func backward(
    parameters: UnsafePointer<Float>, gradients: UnsafeMutablePointer<Float>, dhidden: UnsafeMutablePointer<Float>,
    sequences: [Int]? = nil
  ) {
    precondition(keepsActivations, "a pass made for inference has no backward")
    let c = configuration
    var places = [0..<batch.tokens]
    if let sequences, sequences.count < batch.count {
      let chosen = KeptSequences(of: batch, sequences)
      places = chosen.rows
      keep(chosen, dhidden)
    }
    let tokens = batch.tokens
    guard tokens > 0 else { return }
    let needed = BackwardScratch.size(c, tokens: tokens, longest: batch.longest)
    if backwardBlock.count < needed { backwardBlock = FloatBuffer(count: needed * 5 / 4) }
    let scratch = BackwardScratch(backwardBlock.pointer, c, tokens: tokens, longest: batch.longest)
    scratch.gradient.update(from: dhidden, count: tokens * c.hiddenSize)
    for index in layers.indices.reversed() {
      let x = index == 0 ? input.pointer : kept[index - 1].out
      layers[index].backward(
        batch, precision, parameters, gradients, x: x, kept: kept[index], scratch: scratch, dropout: dropout,
        places: places)
    }
    dropout?.apply(scratch.gradient, rows: places, width: c.hiddenSize, salt: 0)
    norm.backward(
      parameters, gradients, x: embedded.pointer, statistics: statistics.pointer, dy: scratch.gradient,
      dx: scratch.dsum, rows: tokens)
    for sequence in 0..<batch.count {
      for (position, token) in batch.range(sequence).enumerated() {
        let d = scratch.dsum + token * c.hiddenSize
        let hidden = Int64(c.hiddenSize)
        nk_add(gradients + positionOffset + position * c.hiddenSize, d, hidden)
        nk_add(gradients + segmentOffset + Int(batch.segments[token]) * c.hiddenSize, d, hidden)
      }
    }
  }

  /// Goes on with some sequences of the batch alone.
  private func keep(_ chosen: KeptSequences, _ dhidden: UnsafeMutablePointer<Float>) {
    for activations in kept { activations.keep(chosen, configuration) }
    for buffer in [embedded.pointer, input.pointer, dhidden] {
      chosen.compactRows(buffer, width: configuration.hiddenSize)
    }
    chosen.compactStatistics(statistics.pointer)
    batch = chosen.batch
  }

  // embedded (T,C) = word + position + segment; input (T,C) = dropout(layer norm of it)
  private func embed(_ batch: EncoderBatch, _ parameters: UnsafePointer<Float>) {
    let c = configuration.hiddenSize
    for sequence in 0..<batch.count {
      for (position, token) in batch.range(sequence).enumerated() {
        let target = embedded.pointer + token * c
        words.copy(batch.ids[token], to: target)
        nk_add(target, parameters + positionOffset + position * c, Int64(c))
        nk_add(target, parameters + segmentOffset + Int(batch.segments[token]) * c, Int64(c))
      }
    }
    norm.forward(
      parameters, x: embedded.pointer, y: input.pointer, statistics: statistics.pointer, rows: batch.tokens)
    dropout?.apply(input.pointer, rows: [0..<batch.tokens], width: c, salt: 0)
  }

  /// Makes room for `batch`: one block for every layer when training, two in turn otherwise.
  private func reserve(_ batch: EncoderBatch) {
    precondition(batch.longest <= configuration.positions, "a sequence is longer than the model's positions")
    let c = configuration
    let tokens = batch.tokens
    if embedded.count < tokens * c.hiddenSize {
      embedded = FloatBuffer(count: tokens * c.hiddenSize * 5 / 4)
      input = FloatBuffer(count: tokens * c.hiddenSize * 5 / 4)
    }
    // Means and reciprocal deviations lie `tokens` apart, so the size follows the batch.
    if statistics.count < 2 * tokens { statistics = FloatBuffer(count: 2 * tokens * 5 / 4) }
    let attention = EncoderAttention(c)
    let probabilities = keepsActivations || !attention.fused ? attention.probabilityCount(batch) : 0
    let size = (LayerActivations.size(c, tokens: tokens, probabilities: probabilities) + 15) / 16 * 16
    let copies = keepsActivations ? c.layers : min(2, c.layers)
    if block.count < size * copies { block = FloatBuffer(count: size * copies * 5 / 4) }
    kept = (0..<c.layers).map { layer in
      LayerActivations(block.pointer + (layer % copies) * size, c, tokens: tokens, probabilities: probabilities)
    }
  }
}
