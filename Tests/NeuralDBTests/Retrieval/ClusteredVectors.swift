import Encoder

/// Unit vectors in some thirty clusters, as those of sentences are.
enum ClusteredVectors {
  static let dimension = 48

  static func make(_ count: Int, seed: UInt64) -> [[Float]] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { _ in
      var center = SeededRandom(seed: random.next() % 30)
      let numbers = (0..<dimension).map { _ in center.normal() + 0.5 * random.normal() }
      let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return numbers.map { $0 / length }
    }
  }
}
