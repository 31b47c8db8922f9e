import CKernels
import Testing

/// `nk_half_to_float` and `nk_float_to_half` against IEEE 754's definition of binary16.
@Suite struct HalfKernelTests {
  static let all = (0...UInt16.max).map { $0 }

  /// The value of a half, by its definition.
  static func value(_ half: UInt16) -> Float {
    let (exponent, fraction) = (Int(half >> 10 & 31), Float(half & 1023))
    let size: Float =
      switch exponent {
      case 0: fraction * 0x1p-24
      case 31: fraction == 0 ? .infinity : .nan
      default: Float(sign: .plus, exponent: exponent - 25, significand: 1024 + fraction)
      }
    return half >> 15 == 1 ? -size : size
  }

  static func halves(_ values: [Float]) -> [UInt16] {
    var result = [UInt16](repeating: 0, count: values.count)
    nk_float_to_half(values, &result, Int64(values.count))
    return result
  }

  @Test func everyHalfHasItsValue() {
    var floats = [Float](repeating: 0, count: Self.all.count)
    nk_half_to_float(Self.all, &floats, Int64(floats.count))
    let wrong = Self.all.filter { half in
      let (found, expected) = (floats[Int(half)], Self.value(half))
      return expected.isNaN ? !found.isNaN : found.bitPattern != expected.bitPattern
    }
    #expect(wrong.isEmpty)
  }

  @Test func everyHalfComesBack() {
    let numbers = Self.all.filter { !Self.value($0).isNaN }
    #expect(Self.halves(numbers.map(Self.value)) == numbers)
    let others = Self.all.filter { Self.value($0).isNaN }
    #expect(Self.halves(others.map(Self.value)).allSatisfy { Self.value($0).isNaN })
  }

  @Test func whatLiesBetweenGoesToTheNearestAndTiesToEven() {
    let below = Array(UInt16(0)..<0x7BFF)
    let middles = below.map { (Self.value($0) + Self.value($0 + 1)) / 2 }
    #expect(Self.halves(middles) == below.map { $0 % 2 == 0 ? $0 : $0 + 1 })
    #expect(Self.halves(middles.map(\.nextDown)) == below)
    #expect(Self.halves(middles.map(\.nextUp)) == below.map { $0 + 1 })
    #expect(Self.halves(middles.map { -$0.nextUp }) == below.map { ($0 + 1) | 0x8000 })
  }

  @Test func whatIsTooLargeBecomesInfinite() {
    let values: [Float] = [65504, Float(65520).nextDown, 65520, 1e30, -.infinity, -70000, 0x1p-149, -0x1p-149]
    #expect(Self.halves(values) == [0x7BFF, 0x7BFF, 0x7C00, 0x7C00, 0xFC00, 0xFC00, 0, 0x8000])
  }
}
