/// Whether a later fact replaces or ends what an earlier one says, for a question: decided by the reader's succession head
/// over both facts side by side, in the order they were told.
public struct Supersession: Sendable {
  /// A fact that answers alone and a later one, read together.
  struct PairReading: Sendable {
    /// The two, older first.
    let facts: [Fact]
    let reading: Reading

    init(older: Fact, newer: Fact, reading: Reading) {
      facts = [older, newer]
      self.reading = reading
    }

    var older: Int64 { facts[0].id }
    var newer: Int64 { facts[1].id }
  }

  /// One fact set aside for another.
  public struct Replacement: Sendable, Hashable {
    public var older: Int64
    public var newer: Int64
    /// Probability that the older fact no longer stands.
    public var score: Double
    /// `replaces`, or `ends` when the newer fact names no value in its place.
    public var kind: Succession = .replaces

    public init(older: Int64, newer: Int64, score: Double, kind: Succession = .replaces) {
      self.older = older
      self.newer = newer
      self.score = score
      self.kind = kind
    }

    init(_ pair: PairReading, score: Float) {
      self.init(older: pair.older, newer: pair.newer, score: Double(score), kind: pair.reading.overKind)
    }
  }

  /// Most telling facts whose successors are looked for: beyond, an aggregate would cost twice its time.
  static let limit = 48
  /// Later facts that also answer, read beside each telling fact.
  static let followers = 4
  /// Later facts like it that do not answer, and again such as share its names.
  static let lookalikes = 2
  /// Telling facts up to which later facts are looked up by their names too: each costs a search.
  static let fewest = 8
  /// Likeliest first facts of chains that are held against one another, and the later ones that each is read beside.
  static let links = 16
  static let linkFollowers = 2
  /// Probability from which a reading is held against later facts.
  static let tellingFloor: Float = 0.3
  /// Cosine from which a later fact is like an earlier one.
  static let similarity: Float = 0.45
  /// How far below the nearest fact's a like fact's cosine to the question may lie: four in five of those that end
  /// something lie nearer. The succession head is sure that *Ann is 41 years old* ends *Ann lives in Oslo*.
  static let nearness: Float = -0.35

  /// Pairs worth reading together, older first: of facts that answer alone, and of those that answer behind the same first
  /// fact of a chain.
  ///
  /// - Parameters:
  ///   - query: the question's vector.
  ///   - namesakes: the facts that share telling words with a text, best first.
  static func candidates(
    _ readings: QuestionReadings, index: VectorIndex, query: [Float], namesakes: (String) throws -> [Int64]
  ) throws -> [(older: Int64, newer: Int64)] {
    guard readings.plan.comparison == nil else { return [] }
    let single = try singles(readings, index: index, query, namesakes)
    let known = Set(single.map { [$0.older, $0.newer] })
    return single + chained(readings).filter { !known.contains([$0.older, $0.newer]) }
  }

  private static func isTelling(_ reading: Reading) -> Bool { reading.yields >= tellingFloor }

  /// Last facts of a chain that answer, each beside the next ones; a question that collects wants them all.
  private static func chained(_ readings: QuestionReadings) -> [(older: Int64, newer: Int64)] {
    guard !readings.plan.isAggregate else { return [] }
    let telling = readings.sets.filter { $0.facts.count > 1 && isTelling($0.reading) }
    let groups = Dictionary(grouping: telling) { $0.facts.dropLast().map(\.id) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
    return groups.flatMap { _, sets in
      let seconds = sets.map { $0.facts[$0.facts.count - 1].id }.sorted()
      return seconds.enumerated().flatMap { place, older in
        seconds.dropFirst(place + 1).prefix(followers).map { (older: older, newer: $0) }
      }
    }
  }

  /// Facts that answer or decide alone, and those in which the answer of a chain stands; not for a question that collects.
  private static func telling(_ readings: QuestionReadings) -> [Int64] {
    let sets = readings.sets.filter { isTelling($0.reading) }
    let single = Set(sets.filter { $0.facts.count == 1 }.map { $0.facts[0].id })
    guard !readings.plan.isAggregate else { return single.sorted() }
    let chained = sets.filter { $0.facts.count > 1 }.compactMap { set -> Int64? in
      let best = set.reading.spans.filter { $0.role == .answer }.max { $0.score < $1.score }
      return best.map { set.facts[$0.fact].id }
    }
    return single.union(single.count + chained.count <= limit ? chained : []).sorted()
  }

  /// The words of a text that may be names or numbers.
  private static func names(in text: String) -> String {
    text.split { !$0.isLetter && !$0.isNumber }.filter { $0.first.map { $0.isUppercase || $0.isNumber } ?? false }
      .joined(separator: " ")
  }

  /// A telling fact is read beside the next telling facts, unless the question collects
  /// from all facts, where they are answers of their own, and beside the later facts most like it: *Gwen stood down and Sol
  /// was elected* shares little with *Team leader is Gwen Parry* but her name, so that words count beside vectors.
  private static func singles(
    _ readings: QuestionReadings, index: VectorIndex, _ query: [Float], _ namesakes: (String) throws -> [Int64]
  ) throws -> [(older: Int64, newer: Int64)] {
    let telling = telling(readings)
    guard (1...limit).contains(telling.count) else { return [] }
    let known = Set(telling)
    let texts = Dictionary(
      readings.sets.flatMap(\.facts).map { ($0.id, $0.text) }, uniquingKeysWith: { first, _ in first })
    let followers = telling.indices.map { place in
      readings.plan.isAggregate ? [] : Array(telling[(place + 1)...].prefix(Self.followers))
    }
    let alike = try index.later(
      than: zip(telling, followers).map { ($0, lookalikes + $1.count) }, floor: similarity)
    let sharing = try telling.map { older in
      telling.count > fewest ? [] : try namesakes(names(in: texts[older] ?? "")).filter { $0 > older }
    }
    // What replaces a fact need not look like an answer, and may lie too far from the question to be read for itself.
    let others = Set((alike + sharing).joined()).sorted()
    let similarities = try index.similarities(query, ids: telling + others)
    let floor = (similarities.max() ?? 0) + nearness
    let nearby = Set(zip(others, similarities.dropFirst(telling.count)).filter { $1 >= floor }.map(\.0))
    let single = readings.sets.filter { $0.facts.count == 1 }
    let alone = Set(single.filter { isTelling($0.reading) }.map { $0.facts[0].id })
    let links = Set(single.filter { $0.reading.probability(.partial) >= tellingFloor }.map { $0.facts[0].id })
    return telling.indices.flatMap { place in
      func free(_ ids: [Int64]) -> [Int64] {
        ids.filter { nearby.contains($0) && (readings.plan.isAggregate || !known.contains($0)) }
      }
      var newer = followers[place] + free(alike[place]).prefix(lookalikes)
      newer += free(sharing[place]).filter { !newer.contains($0) }.prefix(lookalikes)
      // Who took the milk has no bearing on where they went: a link takes the place of links.
      return newer.filter { alone.contains(telling[place]) || !links.contains($0) }
        .map { (older: telling[place], newer: $0) }
    }
  }

  /// What the pairs come to among the facts that derivations rest on: facts replaced or ended, and later ones that a
  /// question about the past leaves out.
  static func decide(
    _ derivations: [Derivation], _ pairs: [PairReading], _ thresholds: Thresholds
  ) -> (replaced: [Replacement], later: Set<Int64>) {
    // A chain stands on the fact that holds its answer.
    let standing = Set(derivations.compactMap { $0.facts.count == 1 ? $0.facts[0] : $0.answer?.fact })
    let counting = pairs.filter { standing.contains($0.older) }
    let later = counting.filter {
      standing.contains($0.newer) && $0.reading.probability(.precedes) >= thresholds.supersedes
    }
    return (best(of: counting, thresholds), Set(later.map(\.newer)))
  }

  /// The older facts of pairs that are set aside, each by its surest successor; ascending.
  static func best(of pairs: [PairReading], _ thresholds: Thresholds) -> [Replacement] {
    var best: [Int64: Replacement] = [:]
    for pair in pairs where pair.reading.setsAside(from: thresholds.supersedes) {
      let over = pair.reading.over
      if best[pair.older].map({ $0.score < Double(over) }) ?? true {
        best[pair.older] = Replacement(pair, score: over)
      }
    }
    return best.values.sorted { $0.older < $1.older }
  }

  /// What came after each fact of a history: not the surest successor but the first, so that values form a chain. Where
  /// the question asks about the past (`precedes`) a later value is a successor too.
  static func chain(_ pairs: [PairReading], _ thresholds: Thresholds) -> [Int64: Replacement] {
    var first: [Int64: Replacement] = [:]
    for pair in pairs {
      let score = pair.reading.over + pair.reading.probability(.precedes)
      guard score >= thresholds.supersedes, first[pair.older].map({ $0.newer > pair.newer }) ?? true else { continue }
      first[pair.older] = Replacement(pair, score: score)
    }
    return first
  }
}
