import NeuralDB

/// WikiNLDB: a derivation a support set, written `answer [SEP] measure`, several answers joined by `[LIST]`.
extension ReadingMaker {
  /// All other facts matter to an aggregate, so more negatives a question than elsewhere.
  private static let negatives = 6

  mutating func derivationExamples() {
    for (database, data) in databases.enumerated() {
      for query in data.queries {
        let question = PreparedText(query.query, isQuestion: true)
        let seen = Array(facts[database].prefix(query.height ?? facts[database].count))
        let gold = query.support.joined().map { facts[database][$0] }
        for (support, derivation) in zip(query.support, query.derivations) {
          var texts: [PreparedText] = []
          for fact in support.map({ facts[database][$0] }) where !texts.contains(where: { $0.text == fact.text }) {
            texts.append(fact)
          }
          addReading(query, question, texts, derivation)
        }
        let limit = gold.isEmpty ? 3 : Self.negatives
        let goldTexts = Set(gold.map(\.text))
        let others = seen.filter { !goldTexts.contains($0.text) && $0.words.count <= RealData.longestFact }
        for (_, fact) in others.map({ ($0.overlap(question), $0) }).sorted(by: { $0.0 > $1.0 }).prefix(limit) {
          add(query.query, [fact], .irrelevant)
        }
      }
    }
  }

  private mutating func addReading(
    _ query: RealQuery, _ question: PreparedText, _ texts: [PreparedText], _ derivation: String
  ) {
    if query.type == "bool" {
      if derivation == "TRUE" || derivation == "FALSE" {
        add(query.query, texts, derivation == "TRUE" ? .yes : .no, hasSpans: false)
      }
      return
    }
    let parts = Self.split(derivation, "[SEP]")
    guard let answerPart = parts.first, parts.count == (query.type.hasPrefix("arg") ? 2 : parts.count) else { return }
    // *What was the largest production run?* gives `locomotive [SEP] +3`: the values themselves are the answer.
    let isValue = query.type == "min" || query.type == "max"
    let answers = isValue ? [parts.last ?? answerPart] : Self.split(answerPart, "[LIST]")
    // A count over stated numbers counts one value as one thing: noise.
    if query.type == "count", answers.contains(where: { $0.hasPrefix("+") || Double($0) != nil }) { return }
    var spans: [LabelledSpan] = []
    for answer in answers {
      if let span = span(.answer, answer, question, texts, taken: spans) { spans.append(span) }
    }
    guard spans.count == answers.count else { return }
    var pairs: [SpanPair] = []
    if query.type.hasPrefix("arg") {
      for measure in Self.split(parts[1], "[LIST]") {
        guard let span = span(.measure, measure, question, texts, taken: spans) else { return }
        pairs += answers.indices.map { SpanPair(answer: $0, other: spans.count) }
        spans.append(span)
      }
    }
    add(query.query, texts, .answers, spans: spans, pairs: pairs)
  }

  private func span(
    _ role: SpanRole, _ written: String, _ question: PreparedText, _ texts: [PreparedText], taken: [LabelledSpan]
  ) -> LabelledSpan? {
    for (index, fact) in texts.enumerated() {
      let wordings = written.hasPrefix("+") ? [written, String(written.dropFirst())] : [written, "+" + written]
      for wording in wordings {
        let free = fact.occurrences(of: wording).filter { range in
          !taken.contains { $0.fact == index && $0.range.overlaps(range) }
        }
        if let range = free.first { return LabelledSpan(role: role, fact: index, range: range) }
      }
    }
    return nil
  }

  private static func split(_ text: String, _ mark: String) -> [String] {
    text.split(separator: mark).map { String($0.trimmingPrefix { $0 == " " }) }
      .map { $0.hasSuffix(" ") ? String($0.dropLast()) : $0 }
  }
}
