import CKernels

/// y = x W^T + b, and its gradients.
struct EncoderLinear {
  let inputs: Int
  let outputs: Int
  let weight: Int
  let bias: Int
  /// The weights of `product`, where they were packed beforehand; in training every product packs them anew.
  let packed: PackedMatrix?

  init(_ layout: ParameterLayout, _ name: String, inputs: Int, outputs: Int, packed: PackedWeights? = nil) {
    self.inputs = inputs
    self.outputs = outputs
    weight = layout.offset(name + ".weight")
    bias = layout.offset(name + ".bias")
    self.packed = packed?[name + ".weight"]
  }

  // y (T,O) = x (T,I) weight (O,I)^T, without the bias, which callers fuse with what follows
  func product(
    _ precision: MatrixPrecision, _ parameters: UnsafePointer<Float>, x: UnsafePointer<Float>,
    y: UnsafeMutablePointer<Float>, rows: Int
  ) {
    if let packed { return packed.product(x: x, y: y, rows: rows) }
    matrixProduct(
      precision, transposeB: true, m: rows, n: outputs, k: inputs, a: x, lda: inputs, b: parameters + weight,
      ldb: inputs, c: y, ldc: outputs)
  }

  // dx (T,I) = dy (T,O) weight (O,I) [+ dx]; dweight (O,I) += dy^T x; dbias (O) += column sums of dy
  func backward(
    _ precision: MatrixPrecision, _ parameters: UnsafePointer<Float>, _ gradients: UnsafeMutablePointer<Float>,
    x: UnsafePointer<Float>, dy: UnsafePointer<Float>, dx: UnsafeMutablePointer<Float>, accumulate: Bool, rows: Int
  ) {
    nk_bias_backward(dy, gradients + bias, Int64(rows), Int64(outputs))
    matrixProduct(
      precision, transposeA: true, m: outputs, n: inputs, k: rows, a: dy, lda: outputs, b: x, ldb: inputs, beta: 1,
      c: gradients + weight, ldc: inputs)
    matrixProduct(
      precision, m: rows, n: inputs, k: outputs, a: dy, lda: outputs, b: parameters + weight, ldb: inputs,
      beta: accumulate ? 1 : 0, c: dx, ldc: inputs)
  }
}
