/// `count`: distinct answers, or events; a single answer that is itself a number is taken as stated.
public struct CountAccumulator: CollectingAccumulator {
  var collected: [Derivation] = []
  let counting: Counting
  let question: String

  public init(counting: Counting, question: String = "") {
    self.counting = counting
    self.question = question
  }

  public func finish() -> AggregateResult {
    let derivations = ordered.filter { $0.answer != nil }
    let events = DerivationOrder.distinct(derivations, by: EventKey.init)
    if let stated = statedCount(events) {
      return AggregateResult(values: [PlainNumber.text(stated)], derivations: derivations, known: true)
    }
    if counting == .events {
      return AggregateResult(values: [String(events.count)], derivations: derivations, known: true)
    }
    let texts = derivations.compactMap(\.answer?.text)
    let names = EntityNames(texts)
    let count = Set(texts.map(names.key)).count
    return AggregateResult(values: [String(count)], derivations: derivations, known: true)
  }

  /// The number one answer states (*There are 12 drills left*). Several facts that state the same number count as one.
  private func statedCount(_ events: [Derivation]) -> Double? {
    let texts = Set(events.compactMap { $0.answer.map { TextNormalizer.normalized($0.text) } })
    guard texts.count == 1, counting == .entities || events.count == 1, let text = events.first?.answer?.text,
      let number = ValueParser.statedNumber(in: text)
    else { return nil }
    return NumberColumn([number], question: question).values.first ?? nil
  }
}
