/// FNV-1a, 64 bit: the same on every machine and run, unlike `Hasher`.
enum StableHash {
  static func fnv1a(_ text: String) -> UInt64 { fnv1a(text.utf8) }

  static func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// 0..<100. The high bits are folded in: the low ones of FNV-1a are weak on short strings.
  static func percent(_ text: String) -> Int {
    let hash = fnv1a(text)
    return Int((hash ^ (hash >> 29)) % 100)
  }
}
