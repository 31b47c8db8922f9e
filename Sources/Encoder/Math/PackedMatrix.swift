import CKernels

/// A weight matrix in the form that its kernel reads, made once and read by several threads.
final class PackedMatrix: @unchecked Sendable {
  let inputs: Int
  let outputs: Int
  /// `bf16` or `int8`.
  let precision: MatrixPrecision
  private let bytes: UnsafeMutableRawPointer

  /// An empty matrix, to be filled by `pack` before anyone reads it.
  init(precision: MatrixPrecision, outputs: Int, inputs: Int) {
    precondition(precision != .fp32, "OpenBLAS packs for itself")
    self.precision = precision
    self.inputs = inputs
    self.outputs = outputs
    let (n, k) = (Int64(outputs), Int64(inputs))
    let size = precision == .int8 ? nk_packed_bytes_int8(n, k) : nk_packed_bytes_bf16(n, k)
    bytes = .allocate(byteCount: max(Int(size), 64), alignment: 64)
  }

  deinit { bytes.deallocate() }

  /// Reads the weights (outputs, inputs).
  func pack(_ weight: UnsafePointer<Float>) {
    if precision == .int8 {
      nk_pack_w_int8(Int64(outputs), Int64(inputs), weight, Int64(inputs), bytes)
    } else {
      nk_pack_b_bf16(1, Int64(outputs), Int64(inputs), weight, Int64(inputs), bytes)
    }
  }

  // y (T,O) = x (T,I) weight (O,I)^T
  func product(x: UnsafePointer<Float>, y: UnsafeMutablePointer<Float>, rows: Int) {
    let (m, n, k) = (Int64(rows), Int64(outputs), Int64(inputs))
    if precision == .int8 {
      nk_gemm_int8_packed(m, n, k, x, k, bytes, y, n)
    } else {
      nk_gemm_bf16_packed(m, n, k, x, k, bytes, 0, y, n)
    }
  }
}
