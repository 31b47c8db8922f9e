/// `count`: distinct answers, or events; a single answer that is itself a number is taken as stated, several are added
/// up (*How many parcels came?* over *Mon: 14 parcels* and *Tue: 22*): whether a question asks for a count or for a sum of
/// counts cannot be told from its words.
public struct CountAccumulator: CollectingAccumulator {
  var collected: [Derivation] = []
  let counting: Counting
  let question: String
  let addsStated: Bool

  /// - Parameter addsStated: whether several stated counts are added up. Under a condition they are not: *how many
  ///   readings were over 1,000* counts them.
  public init(counting: Counting, question: String = "", addsStated: Bool = true) {
    self.counting = counting
    self.question = question
    self.addsStated = addsStated
  }

  public func finish() -> AggregateResult {
    let derivations = ordered.filter { $0.answer != nil }
    let events = DerivationOrder.distinct(derivations, by: EventKey.init)
    if let stated = stated(events) {
      return AggregateResult(values: [PlainNumber.text(stated)], derivations: events, known: true)
    }
    if counting == .events {
      return AggregateResult(values: [String(events.count)], derivations: derivations, known: true)
    }
    let texts = derivations.compactMap(\.answer?.text)
    let names = EntityNames(texts)
    let count = Set(texts.map(names.key)).count
    return AggregateResult(values: [String(count)], derivations: derivations, known: true)
  }

  /// The number that answers state instead of being counted. Several facts that state the same number state one.
  private func stated(_ events: [Derivation]) -> Double? {
    if events.count > 1, events.contains(where: { $0.answer?.isLabel(in: question) ?? false }) { return nil }
    let texts = events.compactMap(\.answer?.counted)
    let quantities = texts.compactMap { ValueParser.statedNumber(in: $0) }
    guard let first = quantities.first, quantities.count == texts.count else { return nil }
    let isOne = quantities.allSatisfy { $0.compared(to: first) == 0 }
    if isOne {
      guard counting == .entities || events.count == 1 else { return nil }
      // Of things there are whole numbers: *9.40* is a time of day.
      guard first.unit != nil || first.value == first.value.rounded() else { return nil }
      return NumberColumn(quantities, question: question).values[0]
    }
    guard addsStated else { return nil }
    return StatedCounts.of(texts, question: question).map { $0.reduce(0, +) }
  }
}
