/// How often each answer is named: by distinct measures for entities, by derivations for events.
struct Tally: Sendable {
  /// One entry an answer, in order of first mention.
  var groups: [RankedEntry]
  /// The derivations tallied.
  var derivations: [Derivation]

  init(_ ordered: [Derivation], counting: Counting) {
    derivations = ordered.filter { $0.answer != nil }
    let names = EntityNames(derivations.compactMap(\.answer?.text))
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

  /// What counts as one.
  private enum Member: Hashable {
    case named(String)
    case read(Span, [Int64])
    case event(EventKey)
  }
}
