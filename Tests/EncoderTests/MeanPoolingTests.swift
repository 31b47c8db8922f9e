import Encoder
import Testing

@Suite struct MeanPoolingTests {
  private let length = 5
  private let size = 12
  private var hidden: [Float] {
    var random = SeededRandom(seed: 2)
    return (0..<length * size).map { _ in random.normal() }
  }

  @Test func vectorsAreTheMeanAtLengthOne() {
    var vector = [Float](repeating: 9, count: size)
    let norm = MeanPooling.forward(hidden, length: length, size: size, into: &vector)
    for column in 0..<size {
      let mean = (0..<length).reduce(Float(0)) { $0 + hidden[$1 * size + column] } / Float(length)
      #expect(abs(vector[column] * norm - mean) < 1e-6)
    }
    #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
  }

  @Test func statesOfNothingGiveFiniteVectorsAndGradients() {
    let zeros = [Float](repeating: 0, count: length * size)
    var vector = zeros
    let norm = MeanPooling.forward(zeros, length: length, size: size, into: &vector)
    #expect(vector.allSatisfy { $0 == 0 })
    #expect(norm > 0)
  }

  @Test func theGradientAgreesWithFiniteDifferences() {
    var random = SeededRandom(seed: 5)
    let weights = (0..<size).map { _ in random.normal() }
    var states = hidden
    func loss() -> Double {
      var vector = [Float](repeating: 0, count: size)
      MeanPooling.forward(states, length: length, size: size, into: &vector)
      return zip(vector, weights).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    var vector = [Float](repeating: 0, count: size)
    let norm = MeanPooling.forward(states, length: length, size: size, into: &vector)
    var gradient = [Float](repeating: 9, count: length * size)
    MeanPooling.backward(weights, vector: vector, norm: norm, length: length, size: size, dhidden: &gradient)
    for index in states.indices {
      let kept = states[index]
      states[index] = kept + 0.02
      let above = loss()
      states[index] = kept - 0.02
      let below = loss()
      states[index] = kept
      let numeric = (above - below) / 0.04
      #expect(abs(numeric - Double(gradient[index])) < 2e-3 * max(1, abs(numeric)))
    }
  }
}
