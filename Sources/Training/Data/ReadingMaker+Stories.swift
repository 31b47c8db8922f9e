import NeuralDB

/// bAbI: single facts, two-fact deductions, things taken and given away.
extension ReadingMaker {
  private static let queriesPerTask = 2_000

  mutating func storyExamples() {
    let order = databases.indices.shuffled(using: &random)
    var used: [Substring: Int] = [:]
    for database in order where !Self.isHeldOut(databases[database].name ?? "") {
      let task = Self.task(databases[database].name ?? "")
      for query in databases[database].queries where used[task, default: 0] < Self.queriesPerTask {
        let question = PreparedText(query.query, isQuestion: true)
        let gold = query.support.map { $0.map { facts[database][$0] } }
        guard addReadings(query, question, gold, facts[database]) else { continue }
        addUpdates(query, question, facts[database])
        addCarrying(query, facts[database])
        used[task, default: 0] += 1
        // An earlier fact about the same actor is answered too, and superseded later: only other actors' facts. Where a
        // question names nobody (*What is north of the bedroom?*) one fact answers and no other.
        let others = facts[database].enumerated().filter { place, fact in
          question.names.isEmpty
            ? gold.count == 1 && query.support[0].count == 1 && place != query.support[0][0]
            : !fact.mentionsName(of: question) && !Self.isRule(fact)
        }
        if let other = others.randomElement(using: &random) { add(query.query, [other.element], .irrelevant) }
      }
    }
  }

  /// `qa4` of `babi_qa4_train_s19_q3`.
  private static func task(_ name: String) -> Substring {
    name.split(separator: "_").first { $0.hasPrefix("qa") } ?? ""
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
      add(query.query, [chain[1]], .irrelevant)
      if addEarlier(query, question, chain, story) { return true }
      let others = story.filter { $0.text != chain[0].text && $0.text != chain[1].text }.shuffled(using: &random)
      // Where somebody was before is asked of facts that all speak of the same person.
      let alike = others.filter { !question.names.isEmpty && $0.mentionsName(of: question) }
      // Where somebody went before answers too, and is replaced later (`addCarrying`).
      let strangers = others.filter {
        !Self.tellsPlace($0) || $0.firstWord != chain[1].firstWord || !question.names.isEmpty
      }
      for other in alike.prefix(2) + strangers.prefix(2) { add(query.query, [chain[0], other], .irrelevant) }
    case ("count", 1...):
      return addHoldings(query, question, story)
    default: return false
    }
    return true
  }

  /// Where somebody was before a place, told in any order with times of day: every place of an earlier time answers, and a
  /// later one of these takes the place of one before it.
  ///
  /// - Returns: false where the facts say no times.
  private mutating func addEarlier(
    _ query: RealQuery, _ question: PreparedText, _ chain: [PreparedText], _ story: [PreparedText]
  ) -> Bool {
    func time(_ fact: PreparedText) -> StatedTime? { StatedTime(fact.text, addedAt: .distantPast) }
    guard !question.names.isEmpty, let last = time(chain[0]), time(chain[1])?.isBefore(last) == true else {
      return false
    }
    let own = story.filter { $0.mentionsName(of: question) && $0.text != chain[0].text && Self.tellsPlace($0) }
    var earlier: [(fact: PreparedText, time: StatedTime, place: Range<Int>)] = []
    for fact in own {
      if let time = time(fact), time.isBefore(last), let place = fact.placeOfMove {
        earlier.append((fact, time, place))
      } else {
        add(query.query, [chain[0], fact], .irrelevant)
      }
    }
    for move in earlier where move.fact.text != chain[1].text {
      add(
        query.query, [chain[0], move.fact], .answers,
        spans: [LabelledSpan(role: .answer, fact: 1, range: move.place)])
    }
    for older in earlier {
      for newer in earlier where older.time.isBefore(newer.time) {
        add(query.query, [older.fact, newer.fact], .irrelevant, succession: .replaces)
      }
    }
    return true
  }

  /// *wolf* may stand as *wolves* in the rule that answers.
  private static func range(_ answer: String, _ fact: PreparedText) -> Range<Int>? {
    let plurals = ["wolf": "wolves", "mouse": "mice", "cat": "cats", "sheep": "sheep"]
    return fact.occurrences(of: answer).last ?? plurals[answer].flatMap { fact.occurrences(of: $0).last }
  }

  private static func isRule(_ fact: PreparedText) -> Bool { fact.contains("afraid of") }

  /// Where something is that is carried about: every fact about who took it or put it down is a link, and the later one
  /// takes the earlier one's place; with who took it every place they went to answers, until they went to another.
  private mutating func addCarrying(_ query: RealQuery, _ story: [PreparedText]) {
    guard query.type == "set", query.support.first?.count == 2,
      let thing = query.query.split(whereSeparator: { !$0.isLetter }).last.map(String.init)
    else { return }
    let links = story.indices.filter { Holding(story[$0])?.thing == thing }
    guard let last = links.last, let person = story[last].firstWord, Holding(story[last])?.isGain == true
    else { return }
    func isMove(_ place: Int) -> Bool { story[place].firstWord == person && Self.tellsPlace(story[place]) }
    let moves = story.indices.filter(isMove)
    for link in links.suffix(2) { add(query.query, [story[link]], .partial) }
    for (older, newer) in zip(links, links.dropFirst()).suffix(2) {
      add(query.query, [story[older], story[newer]], .irrelevant, succession: .replaces)
    }
    if let earlier = links.dropLast().randomElement(using: &random) {
      add(query.query, [story[earlier], story[last]], .irrelevant, succession: .replaces)
    }
    for move in moves.suffix(3) {
      guard let place = story[move].words.last else { continue }
      let span = LabelledSpan(role: .answer, fact: 1, range: place)
      add(query.query, [story[last], story[move]], .answers, spans: [span])
    }
    for (older, newer) in zip(moves, moves.dropFirst()).suffix(2) {
      add(query.query, [story[older], story[newer]], .irrelevant, succession: .replaces)
    }
    let others = story.indices.filter { !isMove($0) && !links.contains($0) }
    if let later = others.filter({ $0 > last }).randomElement(using: &random) {
      add(query.query, [story[last], story[later]], .irrelevant, succession: .unrelated)
    }
    if let move = moves.last, let later = others.filter({ $0 > move }).randomElement(using: &random) {
      add(query.query, [story[move], story[later]], .irrelevant, succession: .unrelated)
    }
  }

  /// How many things somebody holds: each thing taken or received is a reading of its own, and beside what he took later or
  /// gave away what the later fact leaves of it is known.
  private mutating func addHoldings(_ query: RealQuery, _ question: PreparedText, _ story: [PreparedText]) -> Bool {
    guard let person = question.names.first.map({ String(decoding: question.bytes[$0], as: UTF8.self) }) else {
      return false
    }
    let moves = story.compactMap { fact in Holding(fact, of: person).map { (fact: fact, move: $0) } }
    let gains = moves.indices.filter { moves[$0].move.isGain }
    guard !gains.isEmpty else { return false }
    func span(_ place: Int, fact: Int = 0) -> LabelledSpan {
      LabelledSpan(role: .answer, fact: fact, range: moves[place].move.range)
    }
    for gain in gains.suffix(2) {
      add(query.query, [moves[gain].fact], .answers, spans: [span(gain)])
      let later = moves.indices[(gain + 1)...]
      if let loss = later.first(where: { !moves[$0].move.isGain && moves[$0].move.thing == moves[gain].move.thing }) {
        add(query.query, [moves[gain].fact, moves[loss].fact], .irrelevant, succession: .ends)
        add(query.query, [moves[loss].fact], .irrelevant)
      }
      guard let other = later.first(where: { moves[$0].move.thing != moves[gain].move.thing }) else { continue }
      let adds = moves[other].move.isGain
      add(
        query.query, [moves[gain].fact, moves[other].fact], .answers,
        spans: adds ? [span(gain), span(other, fact: 1)] : [span(gain)], succession: adds ? .adds : .unrelated)
    }
    return true
  }
}

/// What a sentence of a story says of the things somebody holds.
private struct Holding {
  var isGain: Bool
  var thing: String
  /// Where the thing stands, UTF-8 offsets.
  var range: Range<Int>

  /// - Parameter person: who gains or loses it; who does something if nil.
  init?(_ fact: PreparedText, of person: String? = nil) {
    let words = fact.words.map { String(decoding: fact.bytes[$0], as: UTF8.self) }
    guard let last = fact.words.last, let name = words.last, person.map(words.contains) ?? true else { return nil }
    (range, thing) = (last, name)
    switch words.dropFirst().first {
    case "got", "grabbed", "took", "picked": isGain = true
    case "put", "dropped", "let", "discarded", "left": isGain = false
    case "gave", "handed", "passed": isGain = words[0] != person
    default: return nil
    }
  }
}

extension PreparedText {
  fileprivate var firstWord: String? { words.first.map { String(decoding: bytes[$0], as: UTF8.self) } }

  /// Where *hall* stands in *went to the hall this morning*.
  fileprivate var placeOfMove: Range<Int>? {
    words.lastIndex { String(decoding: bytes[$0], as: UTF8.self) == "the" }
      .flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
  }
}
