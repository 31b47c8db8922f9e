/// Lists in a sentence (*ibuprofen and nuts*, *the Falks, their son & a dog*): items that nothing but conjunctions, commas
/// and articles separates answer a question together or not at all, so one that is chosen lends to the others.
enum Coordination {
  private static let conjunctions: Set<String> = ["and", "or", "nor", "plus"]
  private static let determiners: Set<String> = [
    "a", "an", "the", "his", "her", "its", "my", "our", "your", "their", "some", "one", "both", "also", "then",
  ]

  /// Whether the text between two spans is what stands between two items of a list.
  ///
  /// - Parameter gap: UTF-8 offsets in `text`.
  static func joins(_ gap: Range<Int>, in text: String) -> Bool {
    guard gap.count <= 24 else { return false }
    let between = text.utf8Text(gap)
    var isJoined = false
    for word in between.split(whereSeparator: \.isWhitespace) {
      let marks = word.filter { !$0.isLetter }
      guard marks.allSatisfy({ ",/&+".contains($0) }) else { return false }
      let letters = word.filter(\.isLetter).lowercased()
      guard letters.isEmpty || conjunctions.contains(letters) || determiners.contains(letters) else { return false }
      isJoined = isJoined || !marks.isEmpty || conjunctions.contains(letters)
    }
    return isJoined
  }

  /// `items` in runs of neighbours that `joins` holds together.
  static func runs(_ items: [Int], joins: (Int, Int) -> Bool) -> [[Int]] {
    items.reduce(into: [[Int]]()) { runs, item in
      if let last = runs.last?.last, joins(last, item) {
        runs[runs.count - 1].append(item)
      } else {
        runs.append([item])
      }
    }
  }
}
