import CKernels

/// Layer normalisation over the hidden dimension (Ba et al. 2016).
struct EncoderLayerNorm {
  let hidden: Int
  let gamma: Int
  let beta: Int
  let epsilon: Float

  init(_ layout: ParameterLayout, _ name: String, _ configuration: EncoderConfiguration) {
    hidden = configuration.hiddenSize
    gamma = layout.offset(name + ".weight")
    beta = layout.offset(name + ".bias")
    epsilon = configuration.layerNormEpsilon
  }

  // x, y (T,C); statistics (2T): means, then reciprocal deviations
  func forward(
    _ parameters: UnsafePointer<Float>, x: UnsafePointer<Float>, y: UnsafeMutablePointer<Float>,
    statistics: UnsafeMutablePointer<Float>, rows: Int
  ) {
    nk_layer_norm(
      x, parameters + gamma, parameters + beta, y, statistics, statistics + rows, Int64(rows), Int64(hidden), epsilon)
  }

  // dx (T,C) overwritten; gamma's and beta's gradients added to
  func backward(
    _ parameters: UnsafePointer<Float>, _ gradients: UnsafeMutablePointer<Float>, x: UnsafePointer<Float>,
    statistics: UnsafePointer<Float>, dy: UnsafePointer<Float>, dx: UnsafeMutablePointer<Float>, rows: Int
  ) {
    nk_layer_norm_backward(
      x, parameters + gamma, statistics, statistics + rows, dy, dx, gradients + gamma, gradients + beta, Int64(rows),
      Int64(hidden))
  }
}
