import CKernels
import Testing

/// `nk_gemm_bf16` and `nk_gemm_fp32` against three plain loops, which round the factors to bf16 for the first.
@Suite struct GemmKernelTests {
  /// C (M,N) = beta * C + op(A) (M,K) * op(B) (K,N), every row followed by `padding` unused elements.
  struct Product: CustomTestStringConvertible {
    var m: Int, n: Int, k: Int
    var transA = false
    var transB = false
    var beta: Float = 0
    var padding = 0

    var lda: Int { (transA ? m : k) + padding }
    var ldb: Int { (transB ? k : n) + padding }
    var ldc: Int { n + padding }
    var testDescription: String {
      "\(m)x\(n)x\(k)\(transA ? " A^T" : "")\(transB ? " B^T" : "") beta \(beta) padding \(padding)"
    }
  }

  /// Tile and block edges (8 x 48 and 32 x 32, blocks 256 x 1536 x 384 deep) in all four transposes.
  static let products: [Product] = {
    let shapes = [
      (1, 1, 1), (8, 48, 2), (7, 47, 3), (9, 49, 33), (16, 96, 64), (5, 17, 400), (3, 31, 771), (270, 20, 34),
      (2, 1600, 9), (33, 65, 31), (32, 32, 32), (64, 64, 96), (31, 33, 63), (40, 16, 800),
    ]
    return shapes.enumerated().flatMap { index, shape in
      [(false, false), (false, true), (true, false), (true, true)].map { transA, transB in
        Product(
          m: shape.0, n: shape.1, k: shape.2, transA: transA, transB: transB,
          beta: [0, 1, 0.5][index % 3], padding: index % 2 * 5)
      }
    }
  }()

  @Test(arguments: products)
  func equalsThePlainLoop(_ product: Product) {
    let data = Operands(product)
    var c = data.c
    nk_gemm_bf16(
      product.transA ? 1 : 0, product.transB ? 1 : 0, Int64(product.m), Int64(product.n), Int64(product.k),
      data.a, Int64(product.lda), data.b, Int64(product.ldb), product.beta, &c, Int64(product.ldc))
    #expect(data.worstError(of: c) < 1e-5)
    #expect(data.keepsPadding(c))
  }

  @Test(arguments: products.filter { !$0.transA })
  func packedWeightsGiveTheSameBits(_ product: Product) {
    let data = Operands(product)
    let (m, n, k) = (Int64(product.m), Int64(product.n), Int64(product.k))
    let packed = UnsafeMutableRawPointer.allocate(byteCount: Int(nk_packed_bytes_bf16(n, k)), alignment: 64)
    defer { packed.deallocate() }
    nk_pack_b_bf16(product.transB ? 1 : 0, n, k, data.b, Int64(product.ldb), packed)
    var (direct, prepacked) = (data.c, data.c)
    nk_gemm_bf16(
      0, product.transB ? 1 : 0, m, n, k, data.a, Int64(product.lda), data.b, Int64(product.ldb), product.beta,
      &direct, Int64(product.ldc))
    nk_gemm_bf16_packed(
      m, n, k, data.a, Int64(product.lda), packed, product.beta, &prepacked, Int64(product.ldc))
    #expect(direct.map(\.bitPattern) == prepacked.map(\.bitPattern))
  }

  @Test("fp32, by every kernel that this CPU has", arguments: products, 0..<Int(nk_fp32_kernels()))
  func fullPrecisionEqualsThePlainLoop(_ product: Product, kernel: Int) {
    let data = Operands(product, rounded: false)
    var c = data.c
    nk_gemm_fp32_by(
      Int32(kernel), product.transA ? 1 : 0, product.transB ? 1 : 0, Int64(product.m), Int64(product.n),
      Int64(product.k), data.a, Int64(product.lda), data.b, Int64(product.ldb), product.beta, &c, Int64(product.ldc))
    #expect(data.worstError(of: c) < 1e-5)
    #expect(data.keepsPadding(c))
  }

  @Test(arguments: products.filter { !$0.transA })
  func packedFullPrecisionWeightsGiveTheSameBits(_ product: Product) {
    let data = Operands(product, rounded: false)
    let (m, n, k) = (Int64(product.m), Int64(product.n), Int64(product.k))
    let packed = UnsafeMutableRawPointer.allocate(byteCount: Int(nk_packed_bytes_fp32(n, k)), alignment: 64)
    defer { packed.deallocate() }
    nk_pack_b_fp32(product.transB ? 1 : 0, n, k, data.b, Int64(product.ldb), packed)
    var (direct, prepacked) = (data.c, data.c)
    nk_gemm_fp32(
      0, product.transB ? 1 : 0, m, n, k, data.a, Int64(product.lda), data.b, Int64(product.ldb), product.beta,
      &direct, Int64(product.ldc))
    nk_gemm_fp32_packed(
      m, n, k, data.a, Int64(product.lda), packed, product.beta, &prepacked, Int64(product.ldc))
    #expect(direct.map(\.bitPattern) == prepacked.map(\.bitPattern))
  }

  @Test func severalThreadsAtOnceDoNotDisturbEachOther() async {
    let product = Product(m: 40, n: 100, k: 90)
    let data = Operands(product)
    await withTaskGroup(of: Float.self) { group in
      for _ in 0..<8 {
        group.addTask {
          var c = data.c
          for _ in 0..<20 {
            nk_gemm_bf16(0, 0, 40, 100, 90, data.a, 90, data.b, 100, 0, &c, 100)
          }
          return data.worstError(of: c)
        }
      }
      for await error in group { #expect(error < 1e-5) }
    }
  }
}

extension GemmKernelTests {
  /// Factors, the C before the product, and what C should be after it.
  struct Operands {
    let product: Product
    let a: [Float]
    let b: [Float]
    let c: [Float]
    /// Whether the plain loop rounds the factors to bf16.
    let rounded: Bool

    /// Values in -1...1. Padding is NaN, and so is a C that beta = 0 must not read.
    init(_ product: Product, rounded: Bool = true) {
      var seed: UInt32 = 1
      func matrix(_ rows: Int, _ columns: Int, _ stride: Int, unread: Bool = false) -> [Float] {
        (0..<rows * stride).map { index in
          seed = seed &* 1_664_525 &+ 1_013_904_223
          return unread || index % stride >= columns ? .nan : Float(seed >> 8) / Float(1 << 23) - 1
        }
      }
      let (m, n, k) = (product.m, product.n, product.k)
      self.product = product
      self.rounded = rounded
      a = matrix(product.transA ? k : m, product.transA ? m : k, product.lda)
      b = matrix(product.transB ? n : k, product.transB ? k : n, product.ldb)
      c = matrix(m, n, product.ldc, unread: product.beta == 0)
    }

    /// The largest error of an element of `result`, relative to the sum of the sizes of its terms.
    func worstError(of result: [Float]) -> Float {
      let (roundedA, roundedB) = rounded ? (a.map(Self.bf16), b.map(Self.bf16)) : (a, b)
      var worst: Float = 0
      for i in 0..<product.m {
        for j in 0..<product.n {
          let before = product.beta == 0 ? 0 : product.beta * c[i * product.ldc + j]
          var (sum, size) = (before, abs(before))
          for p in 0..<product.k {
            let x = roundedA[product.transA ? p * product.lda + i : i * product.lda + p]
            let y = roundedB[product.transB ? j * product.ldb + p : p * product.ldb + j]
            sum += x * y
            size += abs(x * y)
          }
          let error = abs(result[i * product.ldc + j] - sum) / max(size, .leastNormalMagnitude)
          worst = error.isNaN ? .infinity : max(worst, error)
        }
      }
      return worst
    }

    /// Whether the elements between the rows of C are untouched.
    func keepsPadding(_ result: [Float]) -> Bool {
      result.indices.allSatisfy { $0 % product.ldc < product.n || result[$0].isNaN }
    }

    /// Nearest bf16, ties to even.
    static func bf16(_ x: Float) -> Float {
      let bits = x.bitPattern
      return x.isNaN ? x : Float(bitPattern: (bits &+ 0x7fff &+ (bits >> 16 & 1)) & 0xffff_0000)
    }
  }
}
