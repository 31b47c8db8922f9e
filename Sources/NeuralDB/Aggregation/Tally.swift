/// How often each answer is named: by distinct measures for entities, by derivations for events; where facts state how many
/// each answer has (*Friday 71 guests*), that many.
struct Tally: Sendable {
  /// One entry an answer, in order of first mention.
  var groups: [RankedEntry]
  /// The derivations tallied.
  var derivations: [Derivation]

  init(_ ordered: [Derivation], counting: Counting, question: String = "") {
    derivations = ordered.filter { $0.answer != nil }
    let names = EntityNames(compared: derivations)
    if let stated = Self.stated(DerivationOrder.distinct(derivations, by: EventKey.init), names, question) {
      groups = stated
      return
    }
    let measures = EntityNames(derivations.compactMap(\.measure?.text))
    var order: [String] = []
    var members: [String: Set<Member>] = [:]
    for derivation in derivations {
      guard let answer = derivation.answer else { continue }
      let key = names.key(answer.text)
      if members[key] == nil { order.append(key) }
      let member: Member =
        switch (counting, derivation.measure) {
        case (.entities, .some(let measure)): .named(measures.key(measure.text))
        case (.entities, .none): .read(answer, derivation.facts)
        case (.events, _): .event(EventKey(derivation))
        }
      members[key, default: []].insert(member)
    }
    groups = order.map { RankedEntry(label: names.spelling($0), value: Double(members[$0]?.count ?? 0)) }
  }

  /// The sums of the counts that facts state, one a fact and answer; nil where any states none.
  private static func stated(
    _ derivations: [Derivation], _ names: EntityNames, _ question: String
  ) -> [RankedEntry]? {
    let measures = derivations.compactMap(\.measure?.value)
    let answers = Set(derivations.map { [$0.answer?.text ?? "", String($0.answer?.fact ?? 0)] })
    guard measures.count == derivations.count, answers.count == derivations.count,
      let counts = StatedCounts.of(measures, question: question, ofAnyUnit: true)
    else { return nil }
    var order: [String] = []
    var sums: [String: Double] = [:]
    for (derivation, count) in zip(derivations, counts) {
      let key = names.key(derivation.answer?.text ?? "")
      if sums[key] == nil { order.append(key) }
      sums[key, default: 0] += count
    }
    return order.map { RankedEntry(label: names.spelling($0), value: sums[$0] ?? 0) }
  }

  /// What counts as one.
  private enum Member: Hashable {
    case named(String)
    case read(Span, [Int64])
    case event(EventKey)
  }
}
