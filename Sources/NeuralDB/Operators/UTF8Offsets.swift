extension String {
  /// The text between two UTF-8 offsets; empty when they fall inside a character or outside the text.
  func utf8Text(_ range: Range<Int>) -> String {
    guard range.lowerBound >= 0, range.upperBound <= utf8.count else { return "" }
    let bytes = Array(utf8)[range]
    return String(validating: bytes, as: UTF8.self) ?? ""
  }
}

extension [Character] {
  /// The UTF-8 offset of each character, and of the end.
  var utf8Offsets: [Int] {
    reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.utf8.count) }
  }
}
