/// Between 16-bit and 32-bit floats with integer arithmetic, in loops the compiler vectorises on any CPU.
///
/// `Float(Float16)` calls a library function for each element where the build does not assume F16C.
public enum HalfConversion {
  /// Converts each little-endian `Bits` of `bytes`, which need not be aligned.
  static func widen<Bits: FixedWidthInteger>(
    _ bytes: UnsafeRawBufferPointer, from: Bits.Type, _ convert: (Bits) -> Float
  ) -> [Float] {
    let count = bytes.count / MemoryLayout<Bits>.size
    return Array(unsafeUninitializedCapacity: count) { values, initialized in
      for index in 0..<count {
        let bits = bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Bits>.size, as: Bits.self)
        values.initializeElement(at: index, to: convert(Bits(littleEndian: bits)))
      }
      initialized = count
    }
  }

  /// The value of IEEE binary16 `half`, exactly.
  ///
  /// Moving the bits up leaves an exponent too small by 112, subnormals included; one multiplication mends both.
  @inline(__always)
  static func float(half: UInt16) -> Float {
    let bits = UInt32(half)
    let magnitude = Float(bitPattern: (bits & 0x7FFF) << 13) * 0x1p112
    let special: UInt32 = bits & 0x7C00 == 0x7C00 ? 0x7F80_0000 : 0
    return Float(bitPattern: magnitude.bitPattern | special | (bits & 0x8000) << 16)
  }

  /// IEEE binary16 nearest to `value`, ties to even; infinity beyond 65,520.
  @inline(__always)
  public static func half(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    let sign = UInt16(truncatingIfNeeded: bits >> 16) & 0x8000
    let magnitude = bits & 0x7FFF_FFFF
    if magnitude > 0x7F80_0000 { return sign | 0x7E00 }
    if magnitude >= 0x477F_F000 { return sign | 0x7C00 }
    if magnitude < 0x3880_0000 {
      // Subnormal: adding one half makes the CPU round the last bits off to a multiple of 2^-24.
      let rounded = (Float(bitPattern: magnitude) + 0.5).bitPattern &- 0x3F00_0000
      return sign | UInt16(truncatingIfNeeded: rounded)
    }
    let rounded = magnitude &- 0x3800_0000 &+ 0xFFF &+ (magnitude >> 13 & 1)
    return sign | UInt16(truncatingIfNeeded: rounded >> 13)
  }
}
