import Foundation

/// SplitMix64 (Steele, Lea & Flood, OOPSLA 2014): the same numbers on every machine.
public struct SeededRandom: RandomNumberGenerator, Sendable {
  public var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A draw from N(0, 1), by Box and Muller.
  public mutating func normal() -> Float {
    let u = Double(next() >> 11) * 0x1p-53 + 0x1p-54
    let v = Double(next() >> 11) * 0x1p-53
    return Float((-2 * Foundation.log(u)).squareRoot() * Foundation.cos(2 * .pi * v))
  }
}
