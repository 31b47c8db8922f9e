import Foundation

/// Reads from a sentence when it holds, by rules, and from a question which time it asks about.
///
/// Whatever is not plain is left open, since a fact that is wrongly left out is lost to the answer: two times in one
/// sentence, a negated *until*, amounts that rise *from 1800 to 1950*.
struct ValidTimeReader {
  private let phrase: TimePhrase
  private let tokens: [ValueToken]

  private init(_ text: String, _ day: Date) {
    tokens = ValueLexer.tokens(of: text)
    phrase = TimePhrase(tokens: tokens, today: day)
  }

  /// When a sentence says that it holds.
  ///
  /// - Parameter addedAt: when it was told, from which *yesterday* and its like count.
  static func validTime(of text: String, addedAt: Date) -> ValidTime? {
    ValidTimeReader(text, addedAt).validTime()
  }

  /// The days a question asks about, named at its beginning or its end (*in 2020*, *as of May 2019*, *last year*), and the
  /// question without them; nil when it names none, or asks for a time.
  ///
  /// - Parameter now: when it is asked.
  static func asked(in question: String, now: Date) -> (days: ClosedRange<Int>, rest: String)? {
    ValidTimeReader(question, now).asked()
  }

  // MARK: Facts

  private struct Found {
    var time: ValidTime
    var end: Int
  }

  private func validTime() -> ValidTime? {
    var found: ValidTime?
    var index = 0
    while index < tokens.count {
      if let match = state(at: index) ?? event(at: index) {
        // Two times: which of them is meant is not plain.
        guard found == nil else { return nil }
        found = match.time
        index = match.end
      } else if phrase.date(at: index) != nil || Self.cues.contains(tokens[index].lower) {
        return nil
      } else {
        index += 1
      }
    }
    guard let time = found else { return nil }
    return time.kind == .state && saysMore() ? nil : time
  }

  /// Whether the sentence says something else besides, for which its time need not hold: *Purchasing is now under Amara,
  /// until last week she was in planning*; *Our bread used to come from Tolley; since July Anselm bakes it*.
  private func saysMore() -> Bool {
    tokens.indices.contains { index in
      let isBreak = tokens[index].kind == .symbol && ";–—".contains(tokens[index].text)
      return isBreak || Self.contrasts.contains(tokens[index].lower) || isSentenceEnd(index) || isClause(index)
    }
  }

  private func isSentenceEnd(_ index: Int) -> Bool {
    tokens[index].text == "." && tokens.indices.contains(index + 1) && tokens[index + 1].spaceBefore
  }

  /// Whether a comma parts off a time with a clause of its own.
  private func isClause(_ index: Int) -> Bool {
    guard tokens[index].text == ",", tokens.indices.contains(index + 1), let match = state(at: index + 1) else {
      return false
    }
    return tokens.indices.contains(match.end) && tokens[match.end].isWord
  }

  private func state(at start: Int) -> Found? {
    switch tokens[start].lower {
    case "since": return since(at: start)
    case "until", "till", "til": return until(at: start)
    case "from": return fromTo(at: start)
    default: return nil
    }
  }

  private func since(at start: Int) -> Found? {
    // "Nobody has asked for it since 2015": until then somebody did.
    guard !isNegated, let first = phrase.latest(at: start + 1) else { return nil }
    // "Since 2019 was dry, ..." gives a reason.
    if let next = tokens.lower(first.end), ["was", "is", "were"].contains(next) { return nil }
    return Found(time: ValidTime(.state, from: first.days.lowerBound), end: first.end)
  }

  private func until(at start: Int) -> Found? {
    guard !isNegated, let last = phrase.days(at: start + 1) else { return nil }
    return Found(time: ValidTime(.state, until: last.days.upperBound), end: last.end)
  }

  private func fromTo(at start: Int) -> Found? {
    guard var first = phrase.date(at: start + 1) else { return nil }
    guard let word = tokens.lower(first.end), ["to", "until", "till", "through"].contains(word) else { return nil }
    guard let second = phrase.date(at: first.end + 1), let years = second.date.years else { return nil }
    // "from May to July 2020": the first takes the year of the second.
    if first.date.years == nil, first.date.months != nil { first.date.years = years }
    guard let from = first.date.days?.lowerBound, let until = second.date.days?.upperBound, from <= until else {
      return nil
    }
    if !first.isExplicit {
      // Bare numbers are as well amounts, or hours: *from 1200 to 1500 a month*, *open from 1000 to 1600*.
      let ends = [first.date.years?.lowerBound ?? 0, years.upperBound]
      guard ends.allSatisfy(Self.bareYears.contains), !tokens.contains(where: { Self.changes.contains($0.lower) })
      else { return nil }
    }
    return Found(time: ValidTime(.state, from: from, until: until), end: second.end)
  }

  private func event(at start: Int) -> Found? {
    if let days = phrase.days(at: start) {
      return Found(time: ValidTime(.event, from: days.days.lowerBound, until: days.days.upperBound), end: days.end)
    }
    return nil
  }

  // MARK: Questions

  private func asked() -> (days: ClosedRange<Int>, rest: String)? {
    var count = tokens.count
    while count > 0, tokens[count - 1].kind == .symbol { count -= 1 }
    let words = tokens.map(\.lower)
    // A time in a clause of its own belongs to that: "after Tom left in 2020", "the house that Ann sold in 2020".
    if words.contains(where: { Self.cues.contains($0) || Self.clauses.contains($0) || Self.present.contains($0) }) {
      return nil
    }
    if words.count(where: { Self.questionWords.contains($0) }) > 1 { return nil }
    var named: [(days: ClosedRange<Int>, place: Range<Int>)] = []
    var index = 0
    while index < count {
      guard let reading = phrase.days(at: index) else {
        index += 1
        continue
      }
      let lead = self.lead(before: index)
      let atEdge = reading.end >= count || lead == 0
      // A date needs its preposition: "before 2020" and "the flood of 2020" are something else.
      guard atEdge, lead < index || Self.standsAlone(tokens.lower(index - 1)) && phrase.date(at: index) == nil else {
        return nil
      }
      named.append((reading.days, lead..<reading.end))
      index = reading.end
    }
    guard named.count == 1, let time = named.first else { return nil }
    return (time.days, text(without: time.place))
  }

  /// The question without some of its words, as it would have been written.
  private func text(without place: Range<Int>) -> String {
    var kept = Array(tokens[..<place.lowerBound] + tokens[place.upperBound...])
    if place.lowerBound == 0, kept.first?.text == "," { kept.removeFirst() }
    let text = kept.reduce(into: "") { $0 += ($1.spaceBefore && !$0.isEmpty ? " " : "") + $1.text }
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  /// Where the preposition before a date begins; the date's own place when it has none.
  private func lead(before index: Int) -> Int {
    guard let word = tokens.lower(index - 1) else { return index }
    if Self.leads.contains(word) { return index - 1 }
    // *in the summer of 1990*
    if word == "the", let before = tokens.lower(index - 2), Self.leads.contains(before) { return index - 2 }
    return word == "of" && tokens.lower(index - 2) == "as" ? index - 2 : index
  }

  /// Whether relative words may follow (*live last year*, but not *by last year*).
  private static func standsAlone(_ previous: String?) -> Bool {
    previous.map { !["by", "from", "to", "of", "than", "and", "or", "the"].contains($0) } ?? true
  }

  // MARK: Words

  private var isNegated: Bool { tokens.contains { Self.isNegation($0.lower) } }

  private static func isNegation(_ word: String) -> Bool {
    ["not", "never", "no", "nobody", "nothing", "without"].contains(word) || word.hasSuffix("n't")
      || word.hasSuffix("n’t")
  }

  private static let leads: Set<String> = ["in", "on", "at", "during", "throughout"]
  /// Years that are taken for such without a month or an era.
  private static let bareYears = 1700...2100
  /// Words that bound a time: one that no rule has read leaves the time open.
  private static let cues: Set<String> = ["since", "until", "till", "til", "then", "afterwards", "later", "again"]
  /// Words by which a sentence tells of another time too.
  private static let contrasts: Set<String> = [
    "now", "used", "before", "longer", "anymore", "formerly", "previously", "but", "when",
  ]
  /// *Today* in a question is mostly *now*, and what is said of now is decided by later facts.
  private static let present: Set<String> = ["today", "tonight"]
  private static let clauses: Set<String> = ["before", "after", "while", "when", "that", "if", "once"]
  private static let questionWords: Set<String> = [
    "who", "whom", "whose", "what", "which", "where", "how", "why",
  ]
  private static let changes: Set<String> = [
    "rose", "rise", "rises", "risen", "grew", "grow", "grown", "fell", "fall", "fallen", "dropped", "went", "go",
    "gone", "increased", "decreased", "raised", "reduced", "cut", "changed", "climbed", "sank", "shrank", "expanded",
  ]
}
