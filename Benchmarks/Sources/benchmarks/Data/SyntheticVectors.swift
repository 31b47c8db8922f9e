import Encoder
import Foundation

/// Unit vectors without a model.
enum SyntheticVectors {
  static let dimension = 384

  /// Drawn from N(0, 1) and made unit length, row after row: as hard to tell apart as vectors can be.
  static func make(_ count: Int, seed: UInt64) -> [Float] {
    var random = SeededRandom(seed: seed)
    var values = [Float](repeating: 0, count: count * dimension)
    for row in 0..<count {
      // The sum of four uniform draws is near enough to normal, and ten times cheaper.
      let range = row * dimension..<(row + 1) * dimension
      for index in range {
        let bits = random.next()
        let sum = (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + (bits >> 48)
        values[index] = Float(sum) / 65_536 - 2
      }
      normalise(&values, range)
    }
    return values
  }

  /// `vector` moved a little, of length 1: another sentence of the same kind.
  static func near(_ vector: [Float], by distance: Float, _ random: inout SeededRandom) -> [Float] {
    let step = distance * (12 / Float(dimension)).squareRoot()
    var values = vector.map { $0 + step * (Float(random.next() >> 40) / 16_777_216 - 0.5) }
    normalise(&values, values.indices)
    return values
  }

  private static func normalise(_ values: inout [Float], _ range: Range<Int>) {
    var sum: Float = 0
    for index in range { sum += values[index] * values[index] }
    let scale = 1 / sum.squareRoot()
    for index in range { values[index] *= scale }
  }
}
