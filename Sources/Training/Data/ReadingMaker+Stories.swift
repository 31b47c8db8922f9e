import NeuralDB

/// bAbI: single facts and two-fact deductions. Invented and narrow, so that of each type of question only 800 are used,
/// over all tasks.
extension ReadingMaker {
  private static let queriesPerType = 800

  mutating func storyExamples() {
    let order = databases.indices.shuffled(using: &random)
    var used: [String: Int] = [:]
    for database in order where !Self.isHeldOut(databases[database].name ?? "") {
      for query in databases[database].queries where used[query.type, default: 0] < Self.queriesPerType {
        let question = PreparedText(query.query, isQuestion: true)
        let gold = query.support.map { $0.map { facts[database][$0] } }
        guard addReadings(query, question, gold, facts[database]) else { continue }
        addUpdates(query, question, facts[database])
        used[query.type, default: 0] += 1
        // An earlier fact about the same actor is answered too, and superseded later: only other actors' facts.
        let others = facts[database].filter { !$0.mentionsName(of: question) && !Self.isRule($0) }
        if let other = others.randomElement(using: &random) { add(query.query, [other], .irrelevant) }
      }
    }
  }

  /// The gold fact beside an earlier one of the same actor, which it replaces, and beside a later one of others.
  private mutating func addUpdates(_ query: RealQuery, _ question: PreparedText, _ facts: [PreparedText]) {
    guard let support = query.support.first, support.count == 1, let gold = support.first else { return }
    var spans: [LabelledSpan] = []
    let label: SupportClass
    switch (query.type, query.answer.first) {
    case ("bool", "TRUE"): label = .yes
    case ("bool", "FALSE"): label = .no
    case ("set", let answer?):
      guard let range = facts[gold].occurrence(of: answer, for: question) else { return }
      label = .answers
      spans = [LabelledSpan(role: .answer, fact: 0, range: range)]
    default: return
    }
    let own = facts[..<gold].filter { $0.mentionsName(of: question) && Self.tellsPlace($0) }
    if let older = own.randomElement(using: &random) {
      add(
        query.query, [older, facts[gold]], label,
        spans: spans.map { LabelledSpan(role: .answer, fact: 1, range: $0.range) }, succession: .replaces)
    }
    let others = facts[(gold + 1)...].filter { !$0.mentionsName(of: question) && !Self.isRule($0) }
    if let later = others.randomElement(using: &random) {
      add(query.query, [facts[gold], later], label, spans: spans, succession: .unrelated)
    }
  }

  /// One story in ten is for testing: `babi_qa01_train_s19_q3` is of story 19.
  private static func isHeldOut(_ name: String) -> Bool {
    name.split(separator: "_").contains { $0.hasPrefix("s") && Int($0.dropFirst()).map { $0 % 10 == 9 } ?? false }
  }

  private static func tellsPlace(_ fact: PreparedText) -> Bool {
    [
      " went ", " moved ", " travelled ", " journeyed ", " is in ", " is no longer in ", " is not in ",
      " is either in ",
    ]
    .contains { (" " + fact.text + " ").contains($0) }
  }

  private mutating func addReadings(
    _ query: RealQuery, _ question: PreparedText, _ gold: [[PreparedText]], _ story: [PreparedText]
  ) -> Bool {
    guard let support = gold.first else { return false }
    switch (query.type, support.count) {
    case ("bool", 1):
      guard let answer = query.answer.first, answer == "TRUE" || answer == "FALSE" else { return false }
      add(query.query, support, answer == "TRUE" ? .yes : .no, hasSpans: false)
    case ("set", 1):
      guard let range = query.answer.first.flatMap({ support[0].occurrence(of: $0, for: question) }) else {
        return false
      }
      add(query.query, support, .answers, spans: [LabelledSpan(role: .answer, fact: 0, range: range)])
    case ("set", 2):
      // The fact that holds the answer comes last, whichever was told first.
      guard let answer = query.answer.first,
        let chain = [support, support.reversed()].first(where: { Self.range(answer, $0[1]) != nil }),
        let range = Self.range(answer, chain[1])
      else { return false }
      add(query.query, chain, .answers, spans: [LabelledSpan(role: .answer, fact: 1, range: range)])
      add(query.query, [chain[0]], .partial)
      let others = story.filter { $0.text != chain[0].text && $0.text != chain[1].text }
      for other in others.shuffled(using: &random).prefix(2) { add(query.query, [chain[0], other], .irrelevant) }
    case ("count", 1...):
      // Each thing taken is a reading of its own; stories where something is put down are left out.
      let taken = support.map { ($0, Self.takenThing($0)) }
      guard query.answer.first == String(support.count), taken.allSatisfy({ $0.1 != nil }) else { return false }
      for case (let fact, let range?) in taken {
        add(query.query, [fact], .answers, spans: [LabelledSpan(role: .answer, fact: 0, range: range)])
      }
    default: return false
    }
    return true
  }

  /// *wolf* may stand as *wolves* in the rule that answers.
  private static func range(_ answer: String, _ fact: PreparedText) -> Range<Int>? {
    let plurals = ["wolf": "wolves", "mouse": "mice", "cat": "cats", "sheep": "sheep"]
    return fact.occurrences(of: answer).last ?? plurals[answer].flatMap { fact.occurrences(of: $0).last }
  }

  private static func isRule(_ fact: PreparedText) -> Bool { fact.contains("afraid of") }

  private static func takenThing(_ fact: PreparedText) -> Range<Int>? {
    let verbs = ["got the", "took the", "grabbed the", "picked up the"]
    guard let verb = verbs.lazy.compactMap({ fact.occurrences(of: $0).first }).first else { return nil }
    return fact.words.first { $0.lowerBound > verb.upperBound }
  }
}
