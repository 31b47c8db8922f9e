import CKernels
import Foundation
import Testing

/// `nk_adamw`, `nk_adabelief` and `nk_dropout` against what their papers say.
@Suite struct OptimizerKernelTests {
  enum Rule: CaseIterable {
    case adamW, adaBelief
  }

  @Test("Five updates with changing gradients", arguments: Rule.allCases)
  func updates(rule: Rule) {
    let count = 37
    let (rate, beta1, beta2, epsilon, decay, scale) = (1e-2, 0.9, 0.98, rule == .adamW ? 1e-8 : 1e-14, 0.1, 0.5)
    var w = ElementwiseTests.values(count, seed: 31)
    var (m, v) = ([Float](repeating: 0, count: count), [Float](repeating: 0, count: count))
    var (weights, first, second) = (w.map(Double.init), m.map(Double.init), v.map(Double.init))
    for step in 1...5 {
      let g = ElementwiseTests.values(count, seed: UInt64(40 + step))
      let (correction1, correction2) = (1 - pow(beta1, Double(step)), 1 - pow(beta2, Double(step)))
      let kernel = rule == .adamW ? nk_adamw : nk_adabelief
      kernel(
        &w, &m, &v, g, Int64(count), Float(rate), Float(beta1), Float(beta2), Float(epsilon), Float(decay),
        Float(correction1), Float(correction2), Float(scale))
      for index in 0..<count {
        let gradient = Double(g[index]) * scale
        first[index] = beta1 * first[index] + (1 - beta1) * gradient
        let surprise = rule == .adamW ? gradient : gradient - first[index]
        second[index] = beta2 * second[index] + (1 - beta2) * surprise * surprise
        if rule == .adaBelief { second[index] += epsilon }
        let change = first[index] / correction1 / ((second[index] / correction2).squareRoot() + epsilon)
        weights[index] -= rate * (change + decay * weights[index])
      }
    }
    #expect(ElementwiseTests.error(w, weights) < 1e-5)
    #expect(ElementwiseTests.error(m, first) < 1e-6)
    #expect(ElementwiseTests.error(v, second) < 1e-6)
  }

  private func mask(_ count: Int, _ probability: Float, seed: UInt64) -> [Float] {
    var x = [Float](repeating: 1, count: count)
    nk_dropout(&x, 0, Int64(count), probability, seed)
    return x
  }

  @Test("A mask drops its share", arguments: [Float(0.1), 0.5, 0.9], [UInt64(0), 1, 0xDEAD_BEEF_1234])
  func share(probability: Float, seed: UInt64) {
    let x = mask(100_000, probability, seed: seed)
    let dropped = Float(x.count { $0 == 0 }) / 100_000
    #expect(abs(dropped - probability) < 0.006)
    #expect(x.allSatisfy { $0 == 0 || abs($0 - 1 / (1 - probability)) < 1e-5 })
    // Whether a neighbour is dropped says nothing of an element.
    let both = zip(x, x.dropFirst()).count { $0 == 0 && $1 == 0 }
    #expect(abs(Float(both) / 100_000 - probability * probability) < 0.01)
  }

  @Test func aMaskBelongsToItsSeed() {
    let x = mask(100_000, 0.3, seed: 5)
    #expect(x == mask(100_000, 0.3, seed: 5))
    #expect(Array(x.prefix(500)) == mask(500, 0.3, seed: 5))
    for other: UInt64 in [6, 5 + 1 << 32, 0x9E37_79B9_7F4A_7C1A] {
      let y = mask(100_000, 0.3, seed: other)
      let both = zip(x, y).count { $0 == 0 && $1 == 0 }
      #expect(abs(Float(both) / 100_000 - 0.09) < 0.01)
    }
  }

  @Test func nothingIsDroppedWithProbabilityZero() {
    #expect(mask(100, 0, seed: 3).allSatisfy { $0 == 1 })
  }
}
