import CKernels
import Foundation
import Testing

@testable import Encoder

/// `nk_attention` and its gradient against plain loops in double.
@Suite(.enabled(if: nk_has_attention() != 0)) struct AttentionKernelTests {
  static let headSize = 32
  static let heads = 3
  static let scale = 1 / Float(32).squareRoot()
  static let wide = 3 * heads * headSize

  @Test(
    "Forward: edges of blocks of 8 rows and 16 and 48 keys", arguments: [1, 2, 7, 8, 9, 16, 17, 31, 48, 49, 128, 200])
  func forward(length: Int) {
    let qkv = numbers(length * Self.wide, seed: length)
    var p = [Float](repeating: .nan, count: Self.heads * length * length)
    var context = [Float](repeating: .nan, count: length * Self.wide / 3)
    nk_attention(Int64(length), Int64(Self.heads), Self.scale, qkv, &p, &context)
    var unkept = [Float](repeating: .nan, count: context.count)
    nk_attention(Int64(length), Int64(Self.heads), Self.scale, qkv, nil, &unkept)
    #expect(unkept.map(\.bitPattern) == context.map(\.bitPattern))
    let plain = Plain(length, qkv)
    #expect(distance(p, plain.p) < 1e-5)
    #expect(distance(context, plain.context) < 1e-5)
  }

  @Test("Backward", arguments: [1, 2, 8, 9, 17, 33, 64, 130])
  func backward(length: Int) {
    let qkv = numbers(length * Self.wide, seed: length)
    let dcontext = numbers(length * Self.wide / 3, seed: 1000 + length)
    let plain = Plain(length, qkv)
    var dqkv = [Float](repeating: .nan, count: qkv.count)
    nk_attention_backward(
      Int64(length), Int64(Self.heads), Self.scale, qkv, plain.p.map(Float.init), dcontext, &dqkv)
    #expect(distance(dqkv, plain.gradient(dcontext)) < 1e-5)
  }

  @Test("Scores beyond what exp can hold")
  func extremes() {
    var qkv = [Float](repeating: 0, count: 2 * Self.wide)
    qkv[0] = 1000
    qkv[Self.wide / 3] = 1000
    qkv[2 * Self.wide / 3] = 5
    var context = [Float](repeating: .nan, count: 2 * Self.wide / 3)
    nk_attention(2, Int64(Self.heads), Self.scale, qkv, nil, &context)
    #expect(context[0] == 5)
    #expect(context.allSatisfy { $0.isFinite })
  }

  private func numbers(_ count: Int, seed: Int) -> [Float] {
    var random = SeededRandom(seed: UInt64(seed))
    return (0..<count).map { _ in random.normal() }
  }

  private func distance(_ a: [Float], _ b: [Double]) -> Double {
    zip(a, b).map { $0.isNaN ? .infinity : abs(Double($0) - $1) / max(1, abs($1)) }.max() ?? 0
  }
}

extension AttentionKernelTests {
  /// The same by the book.
  struct Plain {
    let length: Int
    let qkv: [Double]
    private(set) var p: [Double] = []
    private(set) var context: [Double]

    init(_ length: Int, _ qkv: [Float]) {
      self.length = length
      self.qkv = qkv.map(Double.init)
      context = [Double](repeating: 0, count: length * wide / 3)
      for head in 0..<heads {
        for i in 0..<length {
          let scores = (0..<length).map { j in
            (0..<headSize).reduce(0) { $0 + at(0, i, head, $1) * at(1, j, head, $1) } * Double(scale)
          }
          let top = scores.max() ?? 0
          let exponents = scores.map { exp($0 - top) }
          let sum = exponents.reduce(0, +)
          p += exponents.map { $0 / sum }
          for d in 0..<headSize {
            context[i * wide / 3 + head * headSize + d] =
              (0..<length).reduce(0) { $0 + exponents[$1] / sum * at(2, $1, head, d) }
          }
        }
      }
    }

    /// The number `d` of token `i`'s query, key or value.
    private func at(_ part: Int, _ i: Int, _ head: Int, _ d: Int) -> Double { qkv[index(part, i, head, d)] }

    private func index(_ part: Int, _ i: Int, _ head: Int, _ d: Int) -> Int {
      i * wide + part * wide / 3 + head * headSize + d
    }

    func gradient(_ dcontext: [Float]) -> [Double] {
      var result = [Double](repeating: 0, count: qkv.count)
      for head in 0..<heads {
        for i in 0..<length {
          let row = (0..<length).map { p[(head * length + i) * length + $0] }
          let dy = (0..<headSize).map { Double(dcontext[i * wide / 3 + head * headSize + $0]) }
          let dp = (0..<length).map { j in (0..<headSize).reduce(0) { $0 + dy[$1] * at(2, j, head, $1) } }
          let mean = zip(row, dp).reduce(0) { $0 + $1.0 * $1.1 }
          for j in 0..<length {
            let ds = Double(scale) * row[j] * (dp[j] - mean)
            for d in 0..<headSize {
              result[index(0, i, head, d)] += ds * at(1, j, head, d)
              result[index(1, j, head, d)] += ds * at(0, i, head, d)
              result[index(2, j, head, d)] += row[j] * dy[d]
            }
          }
        }
      }
      return result
    }
  }
}
