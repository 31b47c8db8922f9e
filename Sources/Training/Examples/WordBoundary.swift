/// Finds a text where it is not the inside of a longer word.
enum WordBoundary {
  /// UTF-8 offsets of the first occurrence that starts and ends at word boundaries.
  static func firstRange(of needle: String, in text: String) -> Range<Int>? { ranges(of: needle, in: text).first }

  /// The occurrence nearest to `other`, the later one of two as near: *Ann 40, Bo 40* has a 40 for each.
  static func range(of needle: String, in text: String, nearest other: Range<Int>) -> Range<Int>? {
    func distance(_ range: Range<Int>) -> Int {
      max(range.lowerBound - other.upperBound, other.lowerBound - range.upperBound, 0)
    }
    return ranges(of: needle, in: text).min {
      (distance($0), $1.lowerBound) < (distance($1), $0.lowerBound)
    }
  }

  /// UTF-8 offsets of all occurrences that start and end at word boundaries, in order.
  static func ranges(of needle: String, in text: String) -> [Range<Int>] {
    let opens = needle.unicodeScalars.first.map(isWord) ?? false
    let closes = needle.unicodeScalars.last.map(isWord) ?? false
    let (bytes, needle) = (Array(text.utf8), Array(needle.utf8))
    guard !needle.isEmpty, needle.count <= bytes.count else { return [] }
    var found: [Range<Int>] = []
    for start in 0...(bytes.count - needle.count) where bytes[start] == needle[0] {
      let end = start + needle.count
      guard bytes[start..<end].elementsEqual(needle) else { continue }
      let before = String(decoding: bytes[max(0, start - 4)..<start], as: UTF8.self).unicodeScalars.last
      let after = String(decoding: bytes[end..<min(bytes.count, end + 4)], as: UTF8.self).unicodeScalars.first
      if opens, let before, isWord(before) { continue }
      if closes, let after, isWord(after) { continue }
      found.append(start..<end)
    }
    return found
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }
}
