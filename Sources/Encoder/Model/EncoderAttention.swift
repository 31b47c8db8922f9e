import CBLAS
import CKernels

/// Scaled dot-product attention within each sequence of a packed batch (Vaswani et al. 2017, section 3.2).
struct EncoderAttention {
  let hidden: Int
  let heads: Int
  let headSize: Int
  let scale: Float
  /// Whether the kernel made for such heads runs on this CPU; OpenBLAS multiplies head by head where it does not.
  let fused: Bool

  init(_ configuration: EncoderConfiguration) {
    hidden = configuration.hiddenSize
    heads = configuration.heads
    headSize = configuration.headSize
    scale = 1 / Float(headSize).squareRoot()
    fused = headSize == NK_ATTENTION_HEAD && nk_has_attention() != 0
  }

  /// Floats needed to keep the probabilities of `batch`.
  func probabilityCount(_ batch: EncoderBatch) -> Int {
    (0..<batch.count).reduce(0) { $0 + batch.range($1).count * batch.range($1).count } * heads
  }

  // qkv (T,3C) -> probabilities (per sequence and head: L,L; nil keeps none, where `fused`), context (T,C)
  func forward(
    _ batch: EncoderBatch, qkv: UnsafePointer<Float>, probabilities: UnsafeMutablePointer<Float>?,
    context: UnsafeMutablePointer<Float>
  ) {
    precondition(
      fused || probabilities != nil || batch.tokens == 0, "attention without its kernel needs room for probabilities")
    var kept = probabilities
    let d = headSize
    let wide = 3 * hidden
    for sequence in 0..<batch.count {
      let start = batch.offsets[sequence]
      let length = batch.range(sequence).count
      if fused {
        nk_attention(Int64(length), Int64(heads), scale, qkv + start * wide, kept, context + start * hidden)
        kept = kept.map { $0 + heads * length * length }
        continue
      }
      guard var p = kept else { return }
      for head in 0..<heads {
        let q = qkv + start * wide + head * d
        product(false, true, length, length, d, q, wide, q + hidden, wide, p, length)
        nk_softmax(p, scale, Int64(length), Int64(length))
        product(
          false, false, length, d, length, p, length, q + 2 * hidden, wide, context + start * hidden + head * d, hidden)
        p += length * length
      }
      kept = p
    }
  }

  // dcontext (T,C), qkv and probabilities as in forward -> dqkv (T,3C), overwritten; scratch (L,L) of the longest
  func backward(
    _ batch: EncoderBatch, qkv: UnsafePointer<Float>, probabilities: UnsafePointer<Float>,
    dcontext: UnsafePointer<Float>, dqkv: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
  ) {
    var p = probabilities
    let d = headSize
    let wide = 3 * hidden
    for sequence in 0..<batch.count {
      let start = batch.offsets[sequence]
      let length = batch.range(sequence).count
      if fused {
        nk_attention_backward(
          Int64(length), Int64(heads), scale, qkv + start * wide, p, dcontext + start * hidden, dqkv + start * wide)
        p += heads * length * length
        continue
      }
      for head in 0..<heads {
        let q = qkv + start * wide + head * d
        let dq = dqkv + start * wide + head * d
        let dy = dcontext + start * hidden + head * d
        product(true, false, length, d, length, p, length, dy, hidden, dq + 2 * hidden, wide)  // dV = P^T dY
        product(false, true, length, length, d, dy, hidden, q + 2 * hidden, wide, scratch, length)  // dP = dY V^T
        nk_softmax_backward(p, scratch, scale, Int64(length), Int64(length))
        product(false, false, length, d, length, scratch, length, q + hidden, wide, dq, wide)  // dQ = dS K
        product(true, false, length, d, length, scratch, length, q, wide, dq + hidden, wide)  // dK = dS^T Q
        p += length * length
      }
    }
  }

  @inline(__always)
  private func product(
    _ transposeA: Bool, _ transposeB: Bool, _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Float>, _ lda: Int,
    _ b: UnsafePointer<Float>, _ ldb: Int, _ c: UnsafeMutablePointer<Float>, _ ldc: Int
  ) {
    cblas_sgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans, CInt(m), CInt(n),
      CInt(k), 1, a, CInt(lda), b, CInt(ldb), 0, c, CInt(ldc))
  }
}
