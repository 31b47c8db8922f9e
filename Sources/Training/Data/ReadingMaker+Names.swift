extension ReadingMaker {
  /// The question asked of something that the fact does not speak of: a name of it that the fact holds is replaced by
  /// a name from another database, one of as many words where there is one.
  mutating func swapName(in question: PreparedText, _ fact: PreparedText, _ database: Int) -> String? {
    let candidates = question.names.filter { name in fact.contains(ByteText.string(question.bytes[name])) }
    guard let name = candidates.randomElement(using: &random) else { return nil }
    let length = question.wordCount(in: name)
    var chosen: String?
    for _ in 0..<12 {
      let other = Int.random(in: 0..<databases.count, using: &random)
      guard other != database, let source = facts[other].randomElement(using: &random),
        let range = source.names.randomElement(using: &random), range.count < 40
      else { continue }
      let replacement = ByteText.string(source.bytes[range])
      if fact.contains(replacement) || question.contains(replacement) { continue }
      chosen = replacement
      if source.wordCount(in: range) == length { break }
    }
    guard let chosen else { return nil }
    return question.replacing(name, with: chosen)
  }
}
