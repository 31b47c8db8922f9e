/// A text with what example making asks of it again and again.
struct PreparedText {
  let text: String
  let bytes: [UInt8]
  let lowered: [UInt8]
  let words: [Range<Int>]
  /// Hashes of the words that carry meaning.
  let keys: Set<UInt64>
  let names: [Range<Int>]

  init(_ text: String, isQuestion: Bool = false) {
    self.text = text
    bytes = Array(text.utf8)
    lowered = ByteText.lowered(bytes)
    words = ByteText.words(bytes)
    keys = ByteText.contentKeys(lowered, words: words)
    names = ByteText.names(in: bytes, words: words, isQuestion: isQuestion)
  }

  /// Neither a link nor a table written in a line.
  var isProse: Bool { !bytes.contains(0x7C) && !text.contains("http") && !text.contains("---") }

  /// The four-digit numbers.
  var years: Set<UInt64> {
    Set(
      words.filter { $0.count == 4 && bytes[$0].allSatisfy { (0x30...0x39).contains($0) } }.map {
        ByteText.key(bytes[$0])
      })
  }

  /// How many words a stretch holds.
  func wordCount(in range: Range<Int>) -> Int { words.count { range.contains($0.lowerBound) } }

  /// The text with another in the place of a stretch.
  func replacing(_ range: Range<Int>, with other: String) -> String {
    ByteText.string(bytes[..<range.lowerBound]) + other + ByteText.string(bytes[range.upperBound...])
  }

  func overlap(_ other: PreparedText) -> Int { keys.intersection(other.keys).count }

  /// Occurrences as written, or in another case where there is none.
  func occurrences(of answer: String) -> [Range<Int>] {
    let needle = Array(answer.utf8)
    let exact = ByteText.occurrences(of: needle, in: bytes)
    return exact.isEmpty ? ByteText.occurrences(of: ByteText.lowered(needle), in: lowered) : exact
  }

  func contains(_ answer: String) -> Bool { !occurrences(of: answer).isEmpty }

  /// The occurrence nearest to the words shared with the question; the first on a tie.
  func occurrence(of answer: String, for question: PreparedText) -> Range<Int>? {
    let found = occurrences(of: answer)
    guard found.count > 1 else { return found.first }
    let shared = words.filter { word in
      question.keys.contains(ByteText.key(lowered[word])) && !found.contains { $0.overlaps(word) }
    }
    guard !shared.isEmpty else { return found.first }
    func distance(_ span: Range<Int>) -> Int { shared.reduce(0) { $0 + abs($1.lowerBound - span.lowerBound) } }
    return found.min { distance($0) < distance($1) }
  }

  /// Whether the text speaks of something the question names, or the question names nothing.
  func mentionsName(of question: PreparedText) -> Bool {
    question.names.isEmpty
      || question.names.contains { name in
        question.words.contains { word in
          name.contains(word.lowerBound) && keys.contains(ByteText.key(question.lowered[word]))
        }
      }
  }
}
