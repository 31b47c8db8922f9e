/// Groups spellings of one entity within one answer list.
struct EntityNames: Sendable {
  /// The representative (normalised) of each normalised text.
  private let roots: [String: String]
  /// The spelling to show for each representative.
  private let spellings: [String: String]

  /// Texts in the order they were found: the first spelling of a name is the one shown.
  ///
  /// A name that is the leading or trailing words of exactly one longer name in the list is that longer name (*Sheryl*
  /// and *Sheryl Smith*). Only capitalised names merge, so *wine* and *red wine* stay apart, and none with another place
  /// or another of a series: *York* and *New York*, *Rocky* and *Rocky II*.
  ///
  /// - Parameter apart: normalised names that are known to be of different things.
  init(_ texts: [String], apart: [Set<String>] = []) {
    var spellings: [String: String] = [:]
    var order: [String] = []
    for text in texts {
      let key = TextNormalizer.normalized(text)
      if spellings[key] == nil {
        spellings[key] = text
        order.append(key)
      }
    }
    let names = order.filter { EntityNames.isName(spellings[$0] ?? "") }
      .map { (key: $0, words: Self.untitled($0.split(separator: " "))) }
      .sorted { ($0.words.count, $0.key.count) > ($1.words.count, $1.key.count) }
    var roots = Dictionary(uniqueKeysWithValues: order.map { ($0, $0) })
    // The longer names by the words at their ends, where a shorter one has its own.
    var byFirst: [Substring: [(key: String, words: [Substring])]] = [:]
    var byLast = byFirst
    for name in names {
      guard let first = name.words.first, let last = name.words.last else { continue }
      let others = byFirst[first, default: []] + byLast[last, default: []]
      byFirst[first, default: []].append(name)
      byLast[last, default: []].append(name)
      let longer = others.filter { other in
        let extra = other.words.count - name.words.count
        // One with a title and one without are as long.
        guard extra > 0 || other.words == name.words,
          !apart.contains(where: { $0.contains(name.key) && $0.contains(other.key) })
        else {
          return false
        }
        if extra == 0 { return true }
        if other.words.starts(with: name.words) { return !Self.isNumber(other.words[name.words.count]) }
        return other.words.suffix(name.words.count).elementsEqual(name.words)
          && !other.words.prefix(extra).allSatisfy(Self.placeWords.contains)
      }
      let targets = Set(longer.compactMap { roots[$0.key] })
      if targets.count == 1, let target = targets.first { roots[name.key] = target }
    }
    self.roots = roots
    self.spellings = spellings
  }

  /// The names of answers that are compared: those to which one fact gives measures of their own (*fourteen on Westray,
  /// three on Papa Westray*) are different things.
  init(compared derivations: [Derivation]) {
    let named = derivations.filter { $0.answer != nil }
    let facts = Dictionary(grouping: named.filter { $0.measure != nil }, by: \.facts).values.filter { $0.count > 1 }
    let apart = facts.filter { group in Set(group.map(\.measure)).count == Set(group.map(\.answer)).count }
      .map { Set($0.compactMap { $0.answer.map { TextNormalizer.normalized($0.text) } }) }
    self.init(named.compactMap(\.answer?.text), apart: apart)
  }

  /// The key under which `text` counts.
  func key(_ text: String) -> String {
    let normalized = TextNormalizer.normalized(text)
    return roots[normalized] ?? normalized
  }

  /// The spelling shown for a key.
  func spelling(_ key: String) -> String { spellings[key] ?? key }

  /// Without the title by which somebody is called at work: *Dr Okafor* may be *Ngozi Okafor*. *Mrs Okafor* is left: her
  /// husband has the same name.
  private static func untitled(_ words: [Substring]) -> [Substring] {
    guard words.count > 1, let first = words.first, titles.contains(first) else { return words }
    return Array(words.dropFirst())
  }

  private static let titles: Set<Substring> = [
    "dr", "doctor", "prof", "professor", "coach", "captain", "chef", "nurse", "sergeant", "inspector", "judge",
  ]

  /// Whether a word numbers a thing among others of its name: *Rocky II*, *Toy Story Two*, *Room 9*.
  private static func isNumber(_ word: Substring) -> Bool {
    word != "x" && word.allSatisfy { "ivx".contains($0) } || word == "part"
      || ValueParser.statedNumber(in: String(word)) != nil
  }

  /// What makes of one place's name another's.
  private static let placeWords: Set<Substring> = [
    "new", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "upper", "lower",
    "inner", "outer", "greater", "great", "little", "old", "saint", "st", "san", "santa", "port", "fort",
    "mount", "lake", "papua", "equatorial",
  ]

  /// Whether every word but particles starts with a capital letter.
  private static func isName(_ text: String) -> Bool {
    let words = text.split(whereSeparator: \.isWhitespace)
    let particles: Set<Substring> = [
      "of", "de", "da", "van", "von", "der", "den", "la", "le", "the", "del", "di", "al",
    ]
    let capitalised = words.filter { $0.first?.isUppercase == true }
    return !capitalised.isEmpty && words.allSatisfy { $0.first?.isUppercase == true || particles.contains($0) }
  }

  /// Whether a name read from a fact is the thing a question names: equal, or one the whole words of the other's start,
  /// end or middle (*Jonas* and *her brother Jonas*); words in the plural and short names of days and months are as good
  /// as others (*Thu*, *on Thursdays*).
  static func matches(_ text: String, _ item: String) -> Bool {
    let left = stem(text)
    let right = stem(item)
    return left == right || " \(left) ".contains(" \(right) ") || " \(right) ".contains(" \(left) ")
  }

  private static func stem(_ text: String) -> String {
    TextNormalizer.normalized(text).split(separator: " ").map { word in
      let word = String(word)
      if let name = DateWords.fullName(of: word) { return name }
      return word.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") ? String(word.dropLast()) : word
    }.joined(separator: " ")
  }
}

extension Derivation {
  /// Whether the answer is the thing a question names, as `EntityNames.matches` tells.
  func names(_ item: String) -> Bool { answer.map { EntityNames.matches($0.text, item) } ?? false }
}
