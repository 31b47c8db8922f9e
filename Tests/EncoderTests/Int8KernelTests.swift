import CKernels
import Testing

@testable import Encoder

/// `nk_gemm_int8_packed` and `nk_scan_int8` against plain loops, and against the products they stand for.
@Suite struct Int8KernelTests {
  /// Tile and block edges: 8 rows, 48 outputs, groups of four inputs, blocks of 320 rows.
  static let shapes = [
    (1, 1, 1), (8, 48, 4), (7, 47, 3), (9, 49, 33), (16, 96, 64), (5, 17, 400), (330, 20, 34), (2, 300, 9),
    (33, 65, 31),
  ]

  @Test("The kernel gives its plain twin's bits, near those of the exact product", arguments: shapes)
  func equalsThePlainTwin(m: Int, n: Int, k: Int) {
    var random = SeededRandom(seed: UInt64(m * n + k))
    let padding = m % 3
    let x = (0..<m * (k + padding)).map { _ in random.normal() + 0.3 }
    let weight = (0..<n * k).map { _ in random.normal() }
    let packed = UnsafeMutableRawPointer.allocate(
      byteCount: Int(nk_packed_bytes_int8(Int64(n), Int64(k))), alignment: 64)
    defer { packed.deallocate() }
    nk_pack_w_int8(Int64(n), Int64(k), weight, Int64(k), packed)
    var fast = [Float](repeating: .nan, count: m * (n + padding))
    var plain = fast
    let (rows, columns, depth) = (Int64(m), Int64(n), Int64(k))
    nk_gemm_int8_packed(rows, columns, depth, x, depth + Int64(padding), packed, &fast, columns + Int64(padding))
    nk_gemm_int8_packed_plain(rows, columns, depth, x, depth + Int64(padding), packed, &plain, columns + Int64(padding))
    #expect(fast.map(\.bitPattern) == plain.map(\.bitPattern))
    for i in 0..<m {
      #expect(fast[(i * (n + padding) + n)..<((i + 1) * (n + padding))].allSatisfy { $0.isNaN })
      for j in 0..<n {
        var (sum, squares) = (Float(0), Float(0))
        for p in 0..<k {
          sum += x[i * (k + padding) + p] * weight[j * k + p]
          squares += weight[j * k + p] * weight[j * k + p]
        }
        // Rounding moves an input by up to half a step of 1/255 of its row's range, about 8 here; weights likewise.
        #expect(abs(fast[i * (n + padding) + j] - sum) <= 0.2 + 0.1 * squares.squareRoot())
      }
    }
  }

  @Test("A row of zeros gives zeros, and a far larger row beside it does not blur it")
  func rowsAreScaledSingly() {
    let x: [Float] = [0, 0, 0, 0, 1e-6, -2e-6, 1e-6, 0, 1e6, 2e6, -1e6, 0]
    let weight: [Float] = [1, 0.5, 0.25, 0]
    let packed = UnsafeMutableRawPointer.allocate(byteCount: Int(nk_packed_bytes_int8(1, 4)), alignment: 64)
    defer { packed.deallocate() }
    nk_pack_w_int8(1, 4, weight, 4, packed)
    var y = [Float](repeating: .nan, count: 3)
    nk_gemm_int8_packed(3, 1, 4, x, 4, packed, &y, 1)
    #expect(y[0] == 0)
    #expect(abs(y[1] - 0.25e-6) < 0.03e-6)
    #expect(abs(y[2] - 1.75e6) < 0.03e6)
  }

  @Test("The largest codes of either sign do not overflow", arguments: [64, 100, 384])
  func scanOfTheLargest(columns: Int) {
    for (one, other) in [(127, 127), (-127, 127), (127, -127), (-127, -127)] {
      let codes = [Int8](repeating: Int8(one), count: columns)
      let query = [Int8](repeating: Int8(other), count: columns)
      var score: Float = 0
      nk_scan_int8(codes, [1], query, 1, &score, 1, Int64(columns))
      #expect(score == Float(one * other * columns))
    }
  }

  @Test("The scan sums what plain loops sum", arguments: [(1, 1), (5, 8), (17, 100), (64, 384)])
  func scan(rows: Int, columns: Int) {
    var random = SeededRandom(seed: 5)
    let matrix = (0..<rows * columns).map { _ in random.normal() }
    let query = (0..<columns).map { _ in random.normal() }
    var (codes, scales) = ([Int8](repeating: 0, count: rows * columns), [Float](repeating: 0, count: rows))
    nk_quantize_rows(matrix, &codes, &scales, Int64(rows), Int64(columns))
    var (queryCodes, queryScale) = ([Int8](repeating: 0, count: columns), Float(0))
    nk_quantize_rows(query, &queryCodes, &queryScale, 1, Int64(columns))
    var scores = [Float](repeating: .nan, count: rows)
    nk_scan_int8(codes, scales, queryCodes, queryScale, &scores, Int64(rows), Int64(columns))
    for row in 0..<rows {
      let range = row * columns..<(row + 1) * columns
      #expect(codes[range].map { abs(Int($0)) }.max() == 127)
      for (code, number) in zip(codes[range], matrix[range]) {
        #expect(abs(Float(code) * scales[row] - number) <= scales[row] * 0.5001)
      }
      let sum = zip(codes[range], queryCodes).reduce(0) { $0 + Int($1.0) * Int($1.1) }
      #expect(scores[row] == Float(sum) * (scales[row] * queryScale))
    }
  }
}
