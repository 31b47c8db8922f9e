import CKernels

/// Hidden dropout (Srivastava et al. 2014) with masks drawn from a seed, so that they need not be kept.
public struct Dropout: Sendable {
  public var probability: Float
  public var seed: UInt64

  public init(probability: Float, seed: UInt64) {
    self.probability = probability
    self.seed = seed
  }

  /// Applies the mask that belongs to `salt` to rows of `width`; the same call on a gradient is the backward pass.
  ///
  /// - Parameter rows: the rows that are there, as ranges of those of the forward pass.
  func apply(_ x: UnsafeMutablePointer<Float>, rows: [Range<Int>], width: Int, salt: Int) {
    var x = x
    for range in rows {
      let count = range.count * width
      nk_dropout(
        x, Int64(range.lowerBound * width), Int64(count), probability, seed &+ UInt64(salt) &* 0x9E37_79B9_7F4A_7C15)
      x += count
    }
  }
}
