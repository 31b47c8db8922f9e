/// Everything the networks said about a question: what is left is arithmetic, which thresholds decide.
public struct QuestionReadings: Sendable {
  public struct ReadSet: Sendable {
    public var facts: [Fact]
    public var reading: Reading
    /// Least probability of `partial` of the sets this one was grown from; 1 for a set of the generator's own.
    public var parent: Float
    /// Cosine of the retriever's query and this set's last fact, less the highest among the sets read with it: 0 for the
    /// nearest, below 0 for all others.
    public var nearness: Float
  }

  public var question: String
  public var plan: Plan
  public var coverage: Coverage
  public var sets: [ReadSet] = []
  /// Facts that seemed to answer, each beside later ones.
  var pairs: [Supersession.PairReading] = []
  /// First facts of chains, each beside later ones.
  var links: [Supersession.PairReading] = []
  /// Facts read that say of themselves that they do not hold at the time the question asks about.
  var outsideTime: Set<Int64> = []
  /// Facts read that say of themselves that they hold at that time and end: what came later leaves them standing.
  var insideTime: Set<Int64> = []

  /// The readings of the database without some of its facts: no set that holds one of them, and nearness to the nearest of
  /// the facts that are left.
  public func without(_ facts: Set<Int64>) -> QuestionReadings {
    var rest = keeping { facts.isDisjoint(with: $0.facts.map(\.id)) }
    func isLeft(_ pair: Supersession.PairReading) -> Bool {
      !facts.contains(pair.older) && !facts.contains(pair.newer)
    }
    rest.pairs = pairs.filter(isLeft)
    rest.links = links.filter(isLeft)
    // Sets of one fact were compared with one another, grown ones with those grown from the same set.
    func key(_ set: ReadSet) -> [Int64] { set.facts.dropLast().map(\.id) }
    let nearest = Dictionary(rest.sets.map { (key($0), $0.nearness) }, uniquingKeysWith: max)
    for (index, set) in rest.sets.enumerated() { rest.sets[index].nearness -= nearest[key(set)] ?? 0 }
    return rest
  }

  /// The readings of the facts that lie near enough to be read, and of the sets grown from them.
  public func near(_ thresholds: Thresholds) -> QuestionReadings {
    let unread = plan.collects ? thresholds.aggregateUnread : thresholds.unread
    let near = Set(sets.filter { $0.facts.count == 1 && $0.nearness >= unread }.map { $0.facts[0].id })
    return keeping { near.contains($0.facts[0].id) }
  }

  private func keeping(_ isKept: (ReadSet) -> Bool) -> QuestionReadings {
    var rest = self
    rest.sets = sets.filter(isKept)
    rest.coverage.read = rest.sets.count { $0.facts.count == 1 }
    return rest
  }

  /// What the readings come to.
  public struct Conclusion: Sendable {
    /// The plan that was followed: the question's, or another of its `others` that suits the evidence.
    public var plan: Plan
    /// All derivations that entered aggregation.
    public var derivations: [Derivation]
    /// Facts set aside because a later one replaced or ended them.
    public var superseded: [Supersession.Replacement]
    public var result: AggregateResult

    /// How many things it is of: answers, or what was added up.
    var size: Int { plan.operation == .set ? result.values.count : result.derivations.count }
  }

  /// What enters aggregation.
  public struct Evidence: Sendable {
    public var plan: Plan
    public var derivations: [Derivation]
    /// Facts set aside because a later one replaced or ended them.
    public var superseded: [Supersession.Replacement]
    /// Where a count has no derivations: those that were set aside.
    public var ended: [Derivation] = []
  }

  /// Derivations and answer under the given thresholds. What a question's words leave open the evidence may tell: where
  /// following the plan comes to nothing, or to amounts that may be parts of one, another of its plans is followed.
  ///
  /// - Parameter aggregate: what evidence comes to; `result(of:)` unless the caller remembers results.
  public func conclude(
    _ thresholds: Thresholds, aggregate: ((Evidence) -> AggregateResult)? = nil
  ) -> Conclusion {
    func follow(_ plan: Plan) -> Conclusion {
      var readings = self
      readings.plan = plan
      return readings.sized(thresholds) { thresholds in
        let evidence = readings.evidence(thresholds)
        return Conclusion(
          plan: plan, derivations: evidence.derivations, superseded: evidence.superseded,
          result: aggregate?(evidence) ?? result(of: evidence))
      }
    }
    let first = follow(plan)
    for other in plan.others {
      switch reconsidered(first, other, thresholds) {
      case .never: continue
      case .always: return follow(other)
      case .ifKnown:
        let second = follow(other)
        if second.result.known, !second.derivations.isEmpty { return second }
      }
    }
    return first
  }

  /// What the plan comes to. Where the question says how many things that is of (*the three venues*) and others are found,
  /// at the nearest thresholds under which there are that many, if any are near enough.
  private func sized(_ thresholds: Thresholds, _ follow: (Thresholds) -> Conclusion) -> Conclusion {
    let first = follow(thresholds)
    guard thresholds.resizes > 0, first.size > 0, let size = StatedSize.of(question, plan), size != first.size else {
      return first
    }
    for shift in stride(from: Self.step, through: thresholds.resizes, by: Self.step) {
      for signed in [shift, -shift] {
        let other = follow(thresholds.moved(by: signed))
        if other.size == size { return other }
      }
    }
    return first
  }

  private static let step: Float = 0.5

  private enum Reconsidered {
    case never, ifKnown, always
  }

  /// Whether another plan is followed, now that one has been.
  private func reconsidered(_ first: Conclusion, _ other: Plan, _ thresholds: Thresholds) -> Reconsidered {
    let confidence = Float(other.confidence)
    if !first.result.known, !first.derivations.isEmpty { return confidence >= thresholds.otherwise ? .ifKnown : .never }
    switch (first.plan.operation, other.operation) {
    case (.set, .sum) where confidence >= thresholds.addsUp:
      let amounts = first.result.derivations.compactMap(\.answer?.text)
      let areParts =
        amounts.count > 1 && amounts.count == first.result.derivations.count
        && StatedCounts.of(amounts, question: question, ofAnyUnit: true) != nil
      return areParts ? .ifKnown : .never
    case (.count, .set), (.count, .sum):
      // Nothing was found: none, if the question counts, or an amount that nobody told.
      return first.result.derivations.isEmpty && Float(first.plan.confidence) < thresholds.nought ? .always : .never
    default: return .never
    }
  }

  /// The answer that evidence comes to. Ann lived in Lisbon and has left: how many live there is known, and 0.
  public func result(of evidence: Evidence) -> AggregateResult {
    guard evidence.ended.isEmpty else {
      return AggregateResult(values: ["0"], derivations: evidence.ended, known: true)
    }
    return Aggregator.aggregate(plan: evidence.plan, derivations: evidence.derivations, question: question)
  }

  /// The derivations that enter aggregation under the given thresholds, and what later facts replaced or ended.
  private func evidence(_ thresholds: Thresholds) -> Evidence {
    // Before the likeliest are chosen: an older fact may look likelier than the one that took its place.
    let division = divided(thresholds)
    let selected = select(division.standing, thresholds)
    var evidence = Evidence(
      plan: plan, derivations: withCompanions(selected, of: division.standing, thresholds),
      superseded: division.superseded)
    if plan.operation == .count, evidence.derivations.isEmpty, !division.superseded.isEmpty {
      evidence.ended = division.aside
    }
    return evidence
  }

  /// The derivations that count, and those that later facts took the place of: what each of a chain of values says is not
  /// as likely as what the last one does.
  func everConcluded(_ thresholds: Thresholds) -> [Derivation] {
    let division = divided(thresholds)
    return select(division.standing, thresholds) + division.aside
  }

  /// What the operator makes of every set that holds at the time asked about: what stands, and what a later fact, or the
  /// question's being about the past, sets aside.
  private func divided(
    _ thresholds: Thresholds
  ) -> (standing: [Derivation], aside: [Derivation], superseded: [Supersession.Replacement]) {
    let operatorSPJ = NeuralSPJ(thresholds: thresholds, plan: plan, read: coverage.read)
    let all = sets.filter { $0.parent >= thresholds.partial }
      .flatMap { operatorSPJ.derivations($0.reading, set: $0.facts, nearness: $0.nearness) }
      .filter { $0.facts.count > 1 || outsideTime.isDisjoint(with: $0.facts) }
    var (superseded, later) = Supersession.decide(all, timely(pairs), thresholds)
    let facts = later.union(superseded.map(\.older))
    let chained = Set(all.filter { $0.facts.count > 1 }.flatMap(\.facts))
    let replaced = replacedLinks(thresholds).filter { chained.contains($0.older) }
    let first = Set(replaced.map(\.older))
    superseded = (superseded + replaced.filter { !facts.contains($0.older) }).sorted { $0.older < $1.older }
    func stands(_ derivation: Derivation) -> Bool {
      facts.isDisjoint(with: derivation.facts)
        && (derivation.facts.count == 1 || first.isDisjoint(with: derivation.facts))
    }
    let standing = all.filter(stands)
    return (
      inherited(superseded.filter { !facts.contains($0.newer) }, standing, operatorSPJ), all.filter { !stands($0) },
      superseded
    )
  }

  /// The derivations that stand, those of a fact that replaced another taken from where the two were read side by side, if
  /// they are surer there: *Price raised to 36 €* read alone may not seem to answer what the blue cheese costs.
  private func inherited(
    _ superseded: [Supersession.Replacement], _ standing: [Derivation], _ operatorSPJ: NeuralSPJ
  ) -> [Derivation] {
    let read = Dictionary(
      sets.filter { $0.facts.count == 1 }.map { ($0.facts[0].id, $0) }, uniquingKeysWith: { first, _ in first })
    var standing = standing
    for replaced in superseded {
      guard let pair = timely(pairs).first(where: { $0.older == replaced.older && $0.newer == replaced.newer }),
        let nearness = [pair.older, pair.newer].compactMap({ read[$0]?.nearness }).max()
      else { continue }
      let own = standing.filter { $0.facts == [pair.newer] }
      let heirs = operatorSPJ.derivations(pair.reading, set: pair.facts, nearness: nearness)
        .filter { $0.answer?.fact == pair.newer }
      guard let best = heirs.map(\.score).max(), best > own.map(\.score).max() ?? 0 else { continue }
      standing.removeAll { $0.facts == [pair.newer] }
      standing += heirs.map { heir in
        var heir = heir
        heir.facts = [pair.newer]
        return heir
      }
    }
    return standing
  }

  /// The links whose place a later one took by the time asked about.
  func replacedLinks(_ thresholds: Thresholds) -> [Supersession.Replacement] {
    Supersession.best(of: timely(links), thresholds)
  }

  /// The pairs that count: what did not hold yet at the time asked about replaced nothing by then.
  private func timely(_ pairs: [Supersession.PairReading]) -> [Supersession.PairReading] {
    pairs.filter { !outsideTime.contains($0.newer) && !insideTime.contains($0.older) }
  }

  /// The probability that the answer is right, by the scale fitted with the thresholds.
  public func confidence(_ conclusion: Conclusion, _ thresholds: Thresholds) -> Double {
    let raw = rawConfidence(conclusion)
    guard let scale = thresholds.confidence else { return raw }
    return (conclusion.result.known ? scale.known : scale.unknown).probability(raw)
  }

  /// The probability that plan and every contributing reading are right; for *unknown*, that nothing was overlooked.
  public func rawConfidence(_ conclusion: Conclusion) -> Double {
    let plan = conclusion.plan
    let scores = conclusion.result.derivations.map(\.score)
    guard let best = scores.max(), let worst = scores.min() else {
      let overlooked = sets.map(\.reading.yields)
      return plan.confidence * Double(1 - (overlooked.max() ?? 0))
    }
    return plan.confidence * (plan.collects ? worst : best)
  }

  /// What was selected, and what the reader, with both facts before it, says adds to it: to *Who works at Acme?* two facts
  /// answer alike, though one of them is a little likelier.
  private func withCompanions(
    _ kept: [Derivation], of all: [Derivation], _ thresholds: Thresholds
  ) -> [Derivation] {
    guard plan.operation == .set, !plan.collects else { return kept }
    let facts = Set(kept.flatMap(\.facts))
    let added = timely(pairs).filter { $0.reading.probability(.adds) >= thresholds.adds }.compactMap { pair in
      facts.contains(pair.older) ? pair.newer : facts.contains(pair.newer) ? pair.older : nil
    }
    if added.isEmpty { return kept }
    let companions = facts.union(added)
    return all.filter { kept.contains($0) || $0.facts.count == 1 && companions.isSuperset(of: $0.facts) }
  }

  /// Of a lookup, the derivations whose answer the question does not name itself, if there are any: to *Who led the team
  /// before Sol?* the answer is not Sol. Of 46,174 answers in `Data/Natural` four are named, each of them one of two.
  private func askedFor(_ derivations: [Derivation]) -> [Derivation] {
    guard plan.operation == .set, plan.comparison == nil else { return derivations }
    func words(_ text: String) -> String {
      " " + text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " "
    }
    let asked = words(question)
    let others = derivations.filter { derivation in
      guard let name = derivation.answer?.text, name.split(separator: " ").allSatisfy({ $0.first?.isUppercase == true })
      else { return true }
      return !asked.contains(words(name))
    }
    return others.isEmpty ? derivations : others
  }

  /// Leaves out derivations far less likely than the best, unless they are certain by themselves.
  private func select(_ derivations: [Derivation], _ thresholds: Thresholds) -> [Derivation] {
    let derivations = askedFor(derivations)
    let single = plan.expectsSeveral ? thresholds.listMargin : thresholds.margin
    let margin = Double(plan.collects ? thresholds.aggregateMargin : single)
    guard let best = derivations.map(\.score.logOdds).max() else { return derivations }
    let certain = Double(plan.collects ? thresholds.aggregateCertain : thresholds.certain)
    return derivations.filter { $0.score.logOdds >= best - margin || $0.score >= certain }
  }
}
