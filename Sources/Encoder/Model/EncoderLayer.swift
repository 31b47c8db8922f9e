import CKernels

/// One transformer layer, post-layer-norm as in BERT (Devlin et al. 2019).
struct EncoderLayer {
  let index: Int
  let attention: EncoderAttention
  let qkv: EncoderLinear
  let output: EncoderLinear
  let attentionNorm: EncoderLayerNorm
  let up: EncoderLinear
  let down: EncoderLinear
  let outputNorm: EncoderLayerNorm

  init(_ index: Int, _ layout: ParameterLayout, _ c: EncoderConfiguration, _ packed: PackedWeights? = nil) {
    let prefix = "encoder.layer.\(index)."
    self.index = index
    attention = EncoderAttention(c)
    func linear(_ name: String, _ inputs: Int, _ outputs: Int) -> EncoderLinear {
      EncoderLinear(layout, prefix + name, inputs: inputs, outputs: outputs, packed: packed)
    }
    qkv = linear("attention.self.qkv", c.hiddenSize, 3 * c.hiddenSize)
    output = linear("attention.output.dense", c.hiddenSize, c.hiddenSize)
    attentionNorm = EncoderLayerNorm(layout, prefix + "attention.output.LayerNorm", c)
    up = linear("intermediate.dense", c.hiddenSize, c.feedForwardSize)
    down = linear("output.dense", c.feedForwardSize, c.hiddenSize)
    outputNorm = EncoderLayerNorm(layout, prefix + "output.LayerNorm", c)
  }

  // x (T,C) -> kept.out (T,C)
  func forward(
    _ batch: EncoderBatch, _ precision: MatrixPrecision, _ parameters: UnsafePointer<Float>, x: UnsafePointer<Float>,
    kept: LayerActivations, dropout: Dropout?
  ) {
    let rows = batch.tokens
    let hidden = attention.hidden
    let size = Int64(rows * hidden)
    qkv.product(precision, parameters, x: x, y: kept.qkv, rows: rows)
    nk_add_bias(kept.qkv, parameters + qkv.bias, Int64(rows), Int64(3 * hidden))
    attention.forward(batch, qkv: kept.qkv, probabilities: kept.probabilities, context: kept.context)

    output.product(precision, parameters, x: kept.context, y: kept.attentionSum, rows: rows)
    residual(kept.attentionSum, parameters + output.bias, x, rows, hidden, dropout, salt: 2 * index + 1, size)
    attentionNorm.forward(
      parameters, x: kept.attentionSum, y: kept.middle, statistics: kept.attentionStatistics, rows: rows)

    up.product(precision, parameters, x: kept.middle, y: kept.upper, rows: rows)
    nk_add_bias(kept.upper, parameters + up.bias, Int64(rows), Int64(up.outputs))
    nk_gelu(kept.upper, kept.activated, Int64(rows * up.outputs))
    down.product(precision, parameters, x: kept.activated, y: kept.outputSum, rows: rows)
    residual(kept.outputSum, parameters + down.bias, kept.middle, rows, hidden, dropout, salt: 2 * index + 2, size)
    outputNorm.forward(parameters, x: kept.outputSum, y: kept.out, statistics: kept.outputStatistics, rows: rows)
  }

  // dout (T,C) -> dx (T,C), both in `scratch`: the gradient comes in and leaves in scratch.gradient. `places`: where the
  // batch's rows were in the forward pass, for dropout's mask.
  func backward(
    _ batch: EncoderBatch, _ precision: MatrixPrecision, _ parameters: UnsafePointer<Float>,
    _ gradients: UnsafeMutablePointer<Float>, x: UnsafePointer<Float>, kept: LayerActivations,
    scratch: BackwardScratch, dropout: Dropout?, places: [Range<Int>]
  ) {
    let rows = batch.tokens
    let size = Int64(rows * attention.hidden)
    // Output block: dsum goes to the residual branch (dmiddle) and, through dropout, to `down`.
    outputNorm.backward(
      parameters, gradients, x: kept.outputSum, statistics: kept.outputStatistics, dy: scratch.gradient,
      dx: scratch.dsum, rows: rows)
    scratch.branch.update(from: scratch.dsum, count: Int(size))
    dropout?.apply(scratch.branch, rows: places, width: attention.hidden, salt: 2 * index + 2)
    down.backward(
      precision, parameters, gradients, x: kept.activated, dy: scratch.branch, dx: scratch.dupper, accumulate: false,
      rows: rows)
    nk_gelu_backward(kept.upper, scratch.dupper, Int64(rows * up.outputs))
    up.backward(
      precision, parameters, gradients, x: kept.middle, dy: scratch.dupper, dx: scratch.dsum, accumulate: true,
      rows: rows)
    // Attention block, the same shape.
    attentionNorm.backward(
      parameters, gradients, x: kept.attentionSum, statistics: kept.attentionStatistics, dy: scratch.dsum,
      dx: scratch.gradient, rows: rows)
    scratch.branch.update(from: scratch.gradient, count: Int(size))
    dropout?.apply(scratch.branch, rows: places, width: attention.hidden, salt: 2 * index + 1)
    output.backward(
      precision, parameters, gradients, x: kept.context, dy: scratch.branch, dx: scratch.dcontext, accumulate: false,
      rows: rows)
    guard let probabilities = kept.probabilities else { preconditionFailure("nothing was kept to go back through") }
    attention.backward(
      batch, qkv: kept.qkv, probabilities: probabilities, dcontext: scratch.dcontext, dqkv: scratch.dqkv,
      scratch: scratch.square)
    qkv.backward(
      precision, parameters, gradients, x: x, dy: scratch.dqkv, dx: scratch.gradient, accumulate: true, rows: rows)
  }

  // sum (T,C) = dropout(sum + bias) + x
  private func residual(
    _ sum: UnsafeMutablePointer<Float>, _ bias: UnsafePointer<Float>, _ x: UnsafePointer<Float>, _ rows: Int,
    _ hidden: Int, _ dropout: Dropout?, salt: Int, _ size: Int64
  ) {
    guard let dropout else {
      nk_add_bias_residual(sum, bias, x, Int64(rows), Int64(hidden))
      return
    }
    nk_add_bias(sum, bias, Int64(rows), Int64(hidden))
    dropout.apply(sum, rows: [0..<rows], width: hidden, salt: salt)
    nk_add(sum, x, size)
  }
}
