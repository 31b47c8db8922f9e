/// Word and name search on UTF-8 bytes, which is many times faster than on `String` indices.
enum ByteText {
  /// Letters and digits of ASCII, and every byte of a longer character.
  static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
    default: false
    }
  }

  static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

  /// ASCII letters lowered, so offsets stay the same.
  static func lowered(_ bytes: [UInt8]) -> [UInt8] { bytes.map { isUpper($0) ? $0 | 0x20 : $0 } }

  static func words(_ bytes: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start: Int?
    for index in 0...bytes.count {
      let inside = index < bytes.count && isWord(bytes[index])
      if inside, start == nil { start = index }
      if !inside, let begun = start {
        result.append(begun..<index)
        start = nil
      }
    }
    return result
  }

  /// Where `needle` stands in `text` and neither end of it splits a word.
  static func occurrences(of needle: [UInt8], in text: [UInt8]) -> [Range<Int>] {
    guard let first = needle.first, let last = needle.last, needle.count <= text.count else { return [] }
    var result: [Range<Int>] = []
    var at = 0
    while at + needle.count <= text.count {
      let end = at + needle.count
      if text[at] == first, text[end - 1] == last, text[at..<end].elementsEqual(needle),
        !(isWord(first) && at > 0 && isWord(text[at - 1])), !(isWord(last) && end < text.count && isWord(text[end]))
      {
        result.append(at..<end)
        at = end
      } else {
        at += 1
      }
    }
    return result
  }

  /// FNV-1a hash of a lowered word, without a plural's ending.
  static func key(_ word: ArraySlice<UInt8>) -> UInt64 {
    var stem = word
    if stem.count > 3, stem.last == 0x73 { stem = stem.dropLast() }
    return StableHash.fnv1a(stem)
  }

  /// Hashes of the words that carry meaning, of lowered text.
  static func contentKeys(_ lowered: [UInt8], words: [Range<Int>]) -> Set<UInt64> {
    Set(words.map { key(lowered[$0]) }).subtracting(stopKeys)
  }

  static func string(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

  private static let stopKeys = Set(
    """
    a an the of in on at to for from by with and or but not no is are was were be been being do does did done has have \
    had having will would can could may might shall should must it its this that these those there here he she they \
    them him her his their our your my we you i me us who whom whose what which when where why how as if than then so \
    some any all each many much more most s t something someone somewhere somebody doing get gets got one about into \
    up out over after before during between also other such thing things person people kind type sort name named
    """.split(separator: " ").map { key(Array($0.utf8)[...]) })
}
