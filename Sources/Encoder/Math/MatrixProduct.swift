import CBLAS
import CKernels

/// The arithmetic of the large matrix products.
public enum MatrixPrecision: String, Sendable, CaseIterable {
  /// `CKernels/gemm.c` where the CPU has AVX-512 or AVX2; else OpenBLAS sgemm, the portable reference.
  case fp32
  /// Inputs rounded to bf16, sums in fp32 (`CKernels/gemm.c`), where the CPU has it; else as `fp32`.
  case bf16
  /// Weights rounded to 8 bits once, inputs at every product, where the CPU has it (`CKernels/gemm_int8.c`); else as
  /// `bf16`. For inference: training in it runs as `bf16`.
  case int8

  /// bf16 where the CPU runs it natively, else fp32.
  public static var fastest: MatrixPrecision { nk_has_bf16() != 0 ? .bf16 : .fp32 }

  /// This one, or what stands in for it on this CPU.
  public var supported: MatrixPrecision {
    switch self {
    case .fp32: .fp32
    case .bf16: .fastest
    case .int8: nk_has_int8() != 0 ? .int8 : .fastest
    }
  }
}

/// C (M,N) = op(A) (M,K) op(B) (K,N) + beta C, all row-major, on the calling thread.
///
/// - Complexity: 2 M N K floating-point operations.
@inline(__always)
func matrixProduct(
  _ precision: MatrixPrecision, transposeA: Bool = false, transposeB: Bool = false, m: Int, n: Int, k: Int,
  a: UnsafePointer<Float>, lda: Int, b: UnsafePointer<Float>, ldb: Int, beta: Float = 0,
  c: UnsafeMutablePointer<Float>, ldc: Int
) {
  guard m > 0, n > 0 else { return }
  if precision != .fp32, nk_has_bf16() != 0 {
    nk_gemm_bf16(
      transposeA ? 1 : 0, transposeB ? 1 : 0, Int64(m), Int64(n), Int64(k), a, Int64(lda), b, Int64(ldb), beta, c,
      Int64(ldc))
  } else if nk_has_fp32() != 0 {
    nk_gemm_fp32(
      transposeA ? 1 : 0, transposeB ? 1 : 0, Int64(m), Int64(n), Int64(k), a, Int64(lda), b, Int64(ldb), beta, c,
      Int64(ldc))
  } else {
    cblas_sgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans, CInt(m), CInt(n),
      CInt(k), 1, a, CInt(lda), b, CInt(ldb), beta, c, CInt(ldc))
  }
}
