import NeuralDB

/// Claims that are true or false by their evidence: Fool Me Twice, FEVER Symmetric, CREAK.
extension ReadingMaker {
  mutating func claimExamples() {
    for (database, texts) in facts.enumerated() {
      for (fact, text) in texts.enumerated() {
        for key in text.keys { index[key, default: []].append((database, fact)) }
      }
    }
    for (database, data) in databases.enumerated() {
      for query in data.queries { claimExamples(query, database) }
    }
  }

  private mutating func claimExamples(_ query: RealQuery, _ database: Int) {
    let claim = PreparedText(query.query)
    let truth = query.answer.first?.uppercased() == "TRUE"
    let asked = random.chance(0.5) ? Self.asQuestion(claim) ?? claim.text : claim.text
    var best = 0
    var made = false
    for support in query.support where support.count <= 2 {
      let texts = support.map { facts[database][$0] }
      let shared = texts.reduce(into: Set<UInt64>()) { $0.formUnion($1.keys.intersection(claim.keys)) }.count
      guard shared >= 2, texts.contains(where: { $0.mentionsName(of: claim) }),
        !(truth && texts.contains { Self.denies($0) && !Self.denies(claim) }), !claim.contains("only"),
        texts.reduce(0, { $0 + $1.words.count }) <= RealData.longestFact
      else { continue }
      add(asked, texts, truth ? .yes : .no, hasSpans: false)
      best = max(best, shared)
      made = true
    }
    guard made else { return }
    let gold = query.support.joined().map { facts[database][$0] }
    // Half as much shared with the claim as the evidence shares at most: other sentences of a page may bear on the claim too.
    let near = neighbours(of: claim, in: facts[database], gold: gold, answers: []).filter { 2 * $0.overlap <= best }
    if let first = near.first { add(asked, [first.fact], .irrelevant) }
    if let lookalike = lookalike(of: claim, database) { add(asked, [lookalike], .irrelevant) }
    if random.chance(0.3), let other = stranger(to: database, without: []) { add(asked, [other], .irrelevant) }
  }

  /// A fact of another database that shares words with the claim but none of its names.
  private mutating func lookalike(of claim: PreparedText, _ database: Int) -> PreparedText? {
    guard !claim.names.isEmpty else { return nil }
    let keys = claim.keys.sorted()
    var best: (fact: PreparedText, overlap: Int)?
    for _ in 0..<10 {
      guard let key = keys.randomElement(using: &random), let place = index[key]?.randomElement(using: &random),
        place.database != database
      else { continue }
      let fact = facts[place.database][place.fact]
      let overlap = fact.overlap(claim)
      if overlap > best?.overlap ?? 0, isNegative(fact, without: []), !fact.mentionsName(of: claim) {
        best = (fact, overlap)
      }
    }
    return best?.fact
  }

  /// CREAK calls a few claims true whose explanation denies them.
  private static func denies(_ text: PreparedText) -> Bool {
    ["not", "never", "actually", "isn't", "wasn't", "didn't", "doesn't", "isn’t"].contains(where: text.contains)
  }

  /// *Sean Penn is an actor.* as *Is Sean Penn an actor?*, for claims that open with a name and a form of *be*.
  static func asQuestion(_ claim: PreparedText) -> String? {
    guard let verb = claim.words.first(where: { !ByteText.isUpper(claim.bytes[$0.lowerBound]) }),
      verb.lowerBound > 0, claim.bytes.last == 0x2E, verb.upperBound < claim.bytes.count,
      claim.bytes[verb.upperBound] == 0x20
    else { return nil }
    let form = ByteText.string(claim.bytes[verb])
    guard ["is", "was", "are", "were"].contains(form) else { return nil }
    let subject = claim.text.utf8.prefix(verb.lowerBound - 1)
    let plain = subject.allSatisfy { ByteText.isWord($0) || $0 == 0x20 }
    let opener = ByteText.string(claim.bytes[claim.words[0]])
    guard plain,
      !["There", "It", "This", "That", "These", "What", "Only", "All", "No", "In", "He", "She"].contains(opener)
    else { return nil }
    // A second clause or an aside would need more than its verb moved.
    let joins = [" and ", " but ", " who ", " which ", " when ", ", ", "; "]
    guard !joins.contains(where: claim.text.contains) else { return nil }
    let rest = ByteText.string(claim.bytes[verb.upperBound..<(claim.bytes.count - 1)])
    return form.prefix(1).uppercased() + form.dropFirst() + " " + ByteText.string(subject) + rest + "?"
  }
}
