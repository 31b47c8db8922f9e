import COpenBLAS
import Dispatch
import Encoder

/// What OpenBLAS reaches here with the encoder's own shapes: what the encoder is measured against.
struct SgemmPeak {
  /// (M, N, K) of a layer's four products over a chunk of tokens.
  static let shapes = [(320, 1152, 384), (320, 384, 384), (320, 1536, 384), (320, 384, 1536)]

  /// GFLOP/s of `cores` single-threaded products at a time.
  ///
  /// - Throws: `BenchmarkError.wrongProduct` where OpenBLAS computes something else.
  static func measure(cores: Int, seconds: Double) throws -> Samples {
    openblas_set_num_threads(1)
    try check()
    let work = (0..<cores).map { _ in SgemmPeak() }
    _ = work[0].round()
    var rates: [Double] = []
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    while clock.now < end || rates.count < 3 {
      let elapsed = Samples.seconds {
        DispatchQueue.concurrentPerform(iterations: cores) { index in
          for _ in 0..<4 { work[index].round() }
        }
      }
      rates.append(4 * Double(cores) * flops / elapsed / 1e9)
    }
    return Samples(rates)
  }

  private static var flops: Double { shapes.reduce(0) { $0 + 2 * Double($1.0 * $1.1 * $1.2) } }

  private let a = FloatBuffer(count: 320 * 1536)
  private let b = FloatBuffer(count: 1536 * 384)
  private let c = FloatBuffer(count: 320 * 1536)

  private init() {
    var random = SeededRandom(seed: 1)
    for buffer in [a, b] { for index in 0..<buffer.count { buffer.pointer[index] = random.normal() } }
  }

  @discardableResult
  private func round() -> Float {
    for (m, n, k) in Self.shapes { multiply(m, n, k) }
    return c.pointer[0]
  }

  // c (M,N) = a (M,K) b (N,K)^T
  private func multiply(_ m: Int, _ n: Int, _ k: Int) {
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, CInt(m), CInt(n), CInt(k), 1, a.pointer, CInt(k), b.pointer, CInt(k), 0,
      c.pointer, CInt(n))
  }

  /// Some OpenBLAS builds compute wrong results on CPUs younger than they are.
  private static func check() throws {
    let peak = SgemmPeak()
    let (m, n, k) = (37, 41, 384)
    peak.multiply(m, n, k)
    for row in 0..<m {
      for column in 0..<n {
        var sum: Float = 0
        for index in 0..<k { sum += peak.a.pointer[row * k + index] * peak.b.pointer[column * k + index] }
        let difference = abs(sum - peak.c.pointer[row * n + column])
        guard difference < 1e-3 else { throw BenchmarkError.wrongProduct(difference: difference) }
      }
    }
  }
}
