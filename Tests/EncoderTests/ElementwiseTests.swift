import CKernels
import Encoder
import Foundation
import Testing

/// The loops of `CKernels/elementwise.c` against plain Swift in double precision.
@Suite struct ElementwiseTests {
  /// Sizes around the widths of vector registers.
  static let shapes = [(1, 1), (2, 3), (3, 16), (5, 17), (4, 33), (7, 64), (2, 384)]

  static func values(_ count: Int, seed: UInt64, scale: Float = 1) -> [Float] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { _ in random.normal() * scale }
  }

  /// The largest error, relative to the larger of 1 and the value.
  static func error(_ found: [Float], _ expected: [Double]) -> Double {
    guard found.count == expected.count else { return .infinity }
    return zip(found, expected).reduce(0) { worst, pair in
      let error = abs(Double(pair.0) - pair.1) / max(1, abs(pair.1))
      return error.isNaN ? .infinity : max(worst, error)
    }
  }

  static let slopes = stride(from: Float(-12), through: 12, by: 0.0137).map { $0 } + [0, -0.0, 30, -30, 1e4, -1e4]

  @Test func geluIsTheErfForm() {
    var y = [Float](repeating: 9, count: Self.slopes.count)
    nk_gelu(Self.slopes, &y, Int64(y.count))
    let expected = Self.slopes.map { x in 0.5 * Double(x) * (1 + erf(Double(x) / 2.0.squareRoot())) }
    #expect(Self.error(y, expected) < 1e-6)
  }

  @Test func geluBackwardMultipliesByTheSlope() {
    let upstream = Self.values(Self.slopes.count, seed: 1)
    var d = upstream
    nk_gelu_backward(Self.slopes, &d, Int64(d.count))
    let expected = zip(Self.slopes, upstream).map { x, d in
      let x = Double(x)
      let density = exp(-x * x / 2) / (2 * Double.pi).squareRoot()
      return Double(d) * (0.5 * (1 + erf(x / 2.0.squareRoot())) + x * density)
    }
    #expect(Self.error(d, expected) < 1e-6)
  }

  @Test(arguments: shapes) func softmax(rows: Int, columns: Int) {
    let x = Self.values(rows * columns, seed: 2, scale: 8)
    var p = x
    nk_softmax(&p, 0.3, Int64(rows), Int64(columns))
    #expect(Self.error(p, Self.softmaxTwin(x, scale: 0.3, columns: columns)) < 1e-6)
  }

  @Test func softmaxOfExtremesIsFinite() {
    var p: [Float] = [1000, -1000, 999, -3e38]
    nk_softmax(&p, 1, 1, 4)
    #expect(p.allSatisfy { $0.isFinite })
    #expect(abs(p.reduce(0, +) - 1) < 1e-6)
    #expect(p[0] > p[2] && p[1] < 1e-30)
  }

  @Test(arguments: shapes) func softmaxBackward(rows: Int, columns: Int) {
    let p = Self.softmaxTwin(Self.values(rows * columns, seed: 3), scale: 1, columns: columns)
    let upstream = Self.values(rows * columns, seed: 4)
    var d = upstream
    nk_softmax_backward(p.map(Float.init), &d, 0.25, Int64(rows), Int64(columns))
    let expected = p.indices.map { index in
      let row = index / columns * columns..<(index / columns + 1) * columns
      let mean = row.reduce(0.0) { $0 + p[$1] * Double(upstream[$1]) }
      return 0.25 * p[index] * (Double(upstream[index]) - mean)
    }
    #expect(Self.error(d, expected) < 1e-6)
  }

  private static func softmaxTwin(_ x: [Float], scale: Double, columns: Int) -> [Double] {
    stride(from: 0, to: x.count, by: columns).flatMap { start in
      let row = x[start..<start + columns].map { exp(scale * Double($0)) }
      return row.map { $0 / row.reduce(0, +) }
    }
  }

  @Test(arguments: shapes.dropFirst()) func layerNorm(rows: Int, columns: Int) {
    let twin = LayerNormTwin(rows: rows, columns: columns)
    var y = twin.x
    var (mean, deviation) = ([Float](repeating: 0, count: rows), [Float](repeating: 0, count: rows))
    nk_layer_norm(twin.x, twin.gamma, twin.beta, &y, &mean, &deviation, Int64(rows), Int64(columns), 1e-5)
    #expect(Self.error(y, twin.y) < 1e-5)
    #expect(Self.error(mean, twin.means) < 1e-5)
    #expect(Self.error(deviation, twin.deviations) < 1e-5)
  }

  @Test(arguments: shapes.dropFirst()) func layerNormBackward(rows: Int, columns: Int) {
    let twin = LayerNormTwin(rows: rows, columns: columns)
    var dx = [Float](repeating: 9, count: rows * columns)
    // Gains' and offsets' gradients are added to what is there.
    var (dgamma, dbeta) = ([Float](repeating: 1, count: columns), [Float](repeating: 2, count: columns))
    nk_layer_norm_backward(
      twin.x, twin.gamma, twin.means.map(Float.init), twin.deviations.map(Float.init), twin.dy, &dx, &dgamma, &dbeta,
      Int64(rows), Int64(columns))
    #expect(Self.error(dx, twin.dx) < 1e-5)
    #expect(Self.error(dgamma, twin.dgamma.map { $0 + 1 }) < 1e-5)
    #expect(Self.error(dbeta, twin.dbeta.map { $0 + 2 }) < 1e-5)
  }

  @Test(arguments: shapes) func biasesAndSums(rows: Int, columns: Int) {
    let (x, residual) = (Self.values(rows * columns, seed: 5), Self.values(rows * columns, seed: 6))
    let bias = Self.values(columns, seed: 7)
    let (m, n) = (Int64(rows), Int64(columns))
    var sum = x
    nk_add_bias(&sum, bias, m, n)
    #expect(Self.error(sum, x.indices.map { Double(x[$0]) + Double(bias[$0 % columns]) }) < 1e-6)
    sum = x
    nk_add_bias_residual(&sum, bias, residual, m, n)
    #expect(
      Self.error(sum, x.indices.map { Double(x[$0]) + Double(bias[$0 % columns]) + Double(residual[$0]) }) < 1e-6)
    var columnSums = bias
    nk_bias_backward(x, &columnSums, m, n)
    let expected = (0..<columns).map { c in (0..<rows).reduce(Double(bias[c])) { $0 + Double(x[$1 * columns + c]) } }
    #expect(Self.error(columnSums, expected) < 1e-6)
    sum = x
    nk_add(&sum, residual, m * n)
    nk_axpy(&sum, residual, -0.5, m * n)
    #expect(Self.error(sum, zip(x, residual).map { Double($0) + 0.5 * Double($1) }) < 1e-6)
  }

  @Test(arguments: shapes) func dotProducts(rows: Int, columns: Int) {
    let (matrix, x) = (Self.values(rows * columns, seed: 8), Self.values(columns, seed: 9))
    let expected = (0..<rows).map { r in
      (0..<columns).reduce(0.0) { $0 + Double(matrix[r * columns + $1]) * Double(x[$1]) }
    }
    var scores = [Float](repeating: 9, count: rows)
    nk_scan(matrix, x, &scores, Int64(rows), Int64(columns))
    #expect(Self.error(scores, expected) < 1e-5)
    #expect(Self.error([nk_dot(matrix, x, Int64(columns))], [expected[0]]) < 1e-5)
  }

  @Test func squareSumsOfManyLoseNothing() {
    let x = Self.values(100_001, seed: 10)
    let expected = x.reduce(0.0) { $0 + Double($1) * Double($1) }
    #expect(abs(nk_square_sum(x, Int64(x.count)) / expected - 1) < 1e-6)
    #expect(nk_square_sum(x, 0) == 0)
  }
}

/// Layer normalisation and its gradient, by the book.
private struct LayerNormTwin {
  let x, gamma, beta, dy: [Float]
  var y: [Double] = []
  var means: [Double] = []
  /// Reciprocals.
  var deviations: [Double] = []
  var dx: [Double] = []
  var dgamma: [Double]
  var dbeta: [Double]

  init(rows: Int, columns: Int) {
    x = ElementwiseTests.values(rows * columns, seed: 21, scale: 2)
    gamma = ElementwiseTests.values(columns, seed: 22)
    beta = ElementwiseTests.values(columns, seed: 23)
    dy = ElementwiseTests.values(rows * columns, seed: 24)
    dgamma = Array(repeating: 0, count: columns)
    dbeta = dgamma
    let count = Double(columns)
    for row in 0..<rows {
      let values = x[row * columns..<(row + 1) * columns].map(Double.init)
      let mean = values.reduce(0, +) / count
      let deviation = 1 / (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count + 1e-5).squareRoot()
      let normed = values.map { ($0 - mean) * deviation }
      let upstream = (0..<columns).map { Double(dy[row * columns + $0]) }
      let inner = (0..<columns).map { upstream[$0] * Double(gamma[$0]) }
      let along = zip(inner, normed).reduce(0) { $0 + $1.0 * $1.1 } / count
      let middle = inner.reduce(0, +) / count
      means.append(mean)
      deviations.append(deviation)
      for column in 0..<columns {
        y.append(normed[column] * Double(gamma[column]) + Double(beta[column]))
        dx.append(deviation * (inner[column] - middle - normed[column] * along))
        dgamma[column] += upstream[column] * normed[column]
        dbeta[column] += upstream[column]
      }
    }
  }
}
