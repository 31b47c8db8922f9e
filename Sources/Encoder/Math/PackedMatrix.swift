import CKernels

/// A weight matrix in the form that its kernel reads, made once and read by several threads.
final class PackedMatrix: @unchecked Sendable {
  let inputs: Int
  let outputs: Int
  let precision: MatrixPrecision
  private let bytes: UnsafeMutableRawPointer

  /// An empty matrix, to be filled by `pack` before anyone reads it; nil for fp32 that is left to OpenBLAS, which packs
  /// for itself.
  init?(precision: MatrixPrecision, outputs: Int, inputs: Int) {
    if precision == .fp32, nk_has_fp32() == 0 { return nil }
    self.precision = precision
    self.inputs = inputs
    self.outputs = outputs
    let (n, k) = (Int64(outputs), Int64(inputs))
    let size =
      switch precision {
      case .fp32: nk_packed_bytes_fp32(n, k)
      case .bf16: nk_packed_bytes_bf16(n, k)
      case .int8: nk_packed_bytes_int8(n, k)
      }
    bytes = .allocate(byteCount: max(Int(size), 64), alignment: 64)
  }

  deinit { bytes.deallocate() }

  /// Reads the weights (outputs, inputs).
  func pack(_ weight: UnsafePointer<Float>) {
    let (n, k) = (Int64(outputs), Int64(inputs))
    switch precision {
    case .fp32: nk_pack_b_fp32(1, n, k, weight, k, bytes)
    case .bf16: nk_pack_b_bf16(1, n, k, weight, k, bytes)
    case .int8: nk_pack_w_int8(n, k, weight, k, bytes)
    }
  }

  // y (T,O) = x (T,I) weight (O,I)^T
  func product(x: UnsafePointer<Float>, y: UnsafeMutablePointer<Float>, rows: Int) {
    let (m, n, k) = (Int64(rows), Int64(outputs), Int64(inputs))
    switch precision {
    case .fp32: nk_gemm_fp32_packed(m, n, k, x, k, bytes, 0, y, n)
    case .bf16: nk_gemm_bf16_packed(m, n, k, x, k, bytes, 0, y, n)
    case .int8: nk_gemm_int8_packed(m, n, k, x, k, bytes, y, n)
    }
  }
}
