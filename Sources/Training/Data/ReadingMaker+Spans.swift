import NeuralDB

/// Questions with answer strings and gold support: QAMR, QA-SRL, SQuAD and its kin, TSQA, Re-DocRED.
extension ReadingMaker {
  mutating func spanExamples() {
    for (database, data) in databases.enumerated() {
      for query in data.queries where !query.support.isEmpty && !query.answer.isEmpty {
        let question = PreparedText(query.query, isQuestion: true)
        // *What kind of term?* and QA-SRL's *Who said something?* fit any fact.
        guard question.keys.count >= 2 else { continue }
        if query.type == "set", !QuestionCues(query.query).isPolar {
          spanExamples(query, question, database)
        } else if query.type == "bool", query.answer.first?.uppercased() == "TRUE" {
          // Re-DocRED's negatives take the world as closed, so only what a sentence states is used.
          truthExamples(query, question, database)
        }
      }
    }
  }

  private mutating func spanExamples(_ query: RealQuery, _ question: PreparedText, _ database: Int) {
    let gold = query.support.joined().map { facts[database][$0] }
    var positives: [PreparedText] = []
    for support in query.support where support.count <= 2 {
      let texts = support.map { facts[database][$0] }
      guard let spans = spans(query, question, texts), isFitting(texts, question) else { continue }
      add(query.query, texts, .answers, spans: spans)
      positives.append(contentsOf: texts)
      if texts.count == 2, let partial = partial(texts, question, query) { add(query.query, [partial], .partial) }
    }
    guard let positive = positives.first else { return }
    let answers = query.answer + query.alternatives + query.aliases
    for negative in hardNegatives(question, database, gold: gold, answers: answers) {
      add(query.query, [negative], .irrelevant)
    }
    if let other = stranger(to: database, without: answers) { add(query.query, [other], .irrelevant) }
    if random.chance(0.15), positives.count == 1,
      let swapped = swapName(in: question, positive, database)
    {
      add(swapped, [positive], .irrelevant)
    }
  }

  private mutating func truthExamples(_ query: RealQuery, _ question: PreparedText, _ database: Int) {
    let gold = query.support.joined().map { facts[database][$0] }
    var found = false
    for support in query.support where support.count <= 2 {
      let texts = support.map { facts[database][$0] }
      guard isFitting(texts, question) else { continue }
      add(query.query, texts, .yes, hasSpans: false)
      found = true
      if texts.count == 2, let partial = partial(texts, question, nil) { add(query.query, [partial], .partial) }
    }
    guard found else { return }
    for negative in hardNegatives(question, database, gold: gold, answers: []) {
      add(query.query, [negative], .irrelevant)
    }
    if let swapped = swapName(in: question, gold[0], database) { add(swapped, [gold[0]], .irrelevant) }
  }

  /// Of two facts that answer together, the one nearer to the question, unless it answers alone.
  private func partial(_ texts: [PreparedText], _ question: PreparedText, _ query: RealQuery?) -> PreparedText? {
    let nearer = texts[0].overlap(question) >= texts[1].overlap(question) ? texts[0] : texts[1]
    guard nearer.mentionsName(of: question) else { return nil }
    if let query, (query.answer + query.aliases).contains(where: nearer.contains) { return nil }
    return nearer
  }

  /// Length, and that the facts speak of the question's words and names: without them a lone fact is no answer.
  private func isFitting(_ texts: [PreparedText], _ question: PreparedText) -> Bool {
    let shared = texts.reduce(into: Set<UInt64>()) { $0.formUnion($1.keys.intersection(question.keys)) }
    guard shared.count >= (set == .qamr || set == .tsqa ? 2 : 1),
      texts.contains(where: { $0.mentionsName(of: question) }),
      texts.allSatisfy({ $0.words.count <= RealData.longestFact && $0.isProse })
    else { return false }
    // TSQA's support was found by the answer's words alone; a year of the question makes it likely to be the right one.
    return set != .tsqa || question.years.isEmpty || texts.contains { !$0.years.isDisjoint(with: question.years) }
  }

  /// Spans of every gold answer found; nil when there are none or one is too long to be a value.
  private func spans(_ query: RealQuery, _ question: PreparedText, _ texts: [PreparedText]) -> [LabelledSpan]? {
    var spans: [LabelledSpan] = []
    for answer in query.answer where !question.contains(answer) {
      for (index, fact) in texts.enumerated() {
        guard let range = range(answer, query, question, fact) else { continue }
        guard fact.words.count(where: range.overlaps) <= RealData.longestAnswer else { return nil }
        if !spans.contains(where: { $0.fact == index && $0.range.overlaps(range) }) {
          spans.append(LabelledSpan(role: .answer, fact: index, range: range))
        }
        break
      }
    }
    return spans.isEmpty ? nil : spans
  }

  /// The shortest wording that agrees with the answer, so that *Baltic ringed seal* wins over a whole clause.
  private func range(
    _ answer: String, _ query: RealQuery, _ question: PreparedText, _ fact: PreparedText
  ) -> Range<Int>? {
    let whole = PreparedText(answer)
    let variants = query.alternatives.filter { variant in
      let other = PreparedText(variant)
      return !other.keys.isEmpty && (whole.contains(variant) || other.contains(answer))
    }
    let wordings = ([answer] + variants).sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) } + query.aliases
    for wording in wordings {
      if let range = fact.occurrence(of: wording, for: question) { return Self.trimmed(range, of: fact) }
    }
    return nil
  }

  /// Without a leading article.
  private static func trimmed(_ range: Range<Int>, of fact: PreparedText) -> Range<Int> {
    for article in ["the ", "a ", "an "] where fact.lowered[range].starts(with: article.utf8) {
      return (range.lowerBound + article.utf8.count)..<range.upperBound
    }
    return range
  }

  private mutating func hardNegatives(
    _ question: PreparedText, _ database: Int, gold: [PreparedText], answers: [String]
  ) -> [PreparedText] {
    let ranked = neighbours(of: question, in: facts[database], gold: gold, answers: answers)
    // A page's sentence about another time may answer a question about time: only clearly different ones are taken.
    if set == .tsqa {
      let safe = ranked.filter { $0.overlap <= 1 && !$0.fact.bytes.contains { (0x30...0x39).contains($0) } }
      return safe.shuffled(using: &random).prefix(2).map(\.fact)
    }
    return ranked.prefix(2).map(\.fact)
  }
}
