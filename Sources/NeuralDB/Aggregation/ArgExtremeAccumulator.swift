/// `argmin` and `argmax`: the answers whose measure, by number, date or tally, is extreme. Ties are all answers. Where
/// nothing is measured, the one thing that the facts name (*The tallest building is the Plaza*).
public struct ArgExtremeAccumulator: CollectingAccumulator {
  var collected: [Derivation] = []
  let largest: Bool
  let plan: Plan
  let question: String

  /// - Parameter plan: gives the kind of measure, the limit, and what tallies count.
  public init(largest: Bool, plan: Plan, question: String = "") {
    self.largest = largest
    self.plan = plan
    self.question = question
  }

  public func finish() -> AggregateResult {
    if plan.measure == .tally {
      let tally = Tally(ordered, counting: plan.counting, question: question)
      return result(tally.groups, largest: largest, tally.derivations)
    }
    let derivations = ordered.filter { $0.answer != nil && $0.measure != nil }
    let column = MeasureColumn(derivations.map { $0.measure?.value }, kind: plan.measure, question: question)
    let largest = column.isTurned(from: plan.measure) ? !self.largest : self.largest
    let names = EntityNames(compared: derivations)
    var groups: [RankedEntry] = []
    var places: [String: Int] = [:]
    var compared: [Derivation] = []
    for (derivation, value) in zip(derivations, column.values) {
      guard let value, let answer = derivation.answer else { continue }
      compared.append(derivation)
      let key = names.key(answer.text)
      if let place = places[key] {
        groups[place].value = largest ? max(groups[place].value, value) : min(groups[place].value, value)
      } else {
        places[key] = groups.count
        groups.append(RankedEntry(label: names.spelling(key), value: value))
      }
    }
    return compared.isEmpty ? stated : result(groups, largest: largest, compared)
  }

  /// What is named without a measure: a superlative that a fact states. Several names were not told apart by anything.
  private var stated: AggregateResult {
    let derivations = ordered.filter { $0.answer != nil }
    let names = EntityNames(derivations.compactMap(\.answer?.text))
    let keys = Set(derivations.compactMap { $0.answer.map { names.key($0.text) } })
    guard plan.limit == .none, keys.count == 1, let key = keys.first else { return .unknown }
    return AggregateResult(values: [names.spelling(key)], derivations: derivations, known: true)
  }

  private func result(_ groups: [RankedEntry], largest: Bool, _ compared: [Derivation]) -> AggregateResult {
    let values = Ranking.select(groups, largest: largest, limit: plan.limit).map(\.label)
    return values.isEmpty ? .unknown : AggregateResult(values: values, derivations: compared, known: true)
  }
}
