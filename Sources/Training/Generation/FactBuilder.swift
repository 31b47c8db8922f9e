import Encoder

/// Makes the facts of one database: a little world in which nothing contradicts anything else.
struct FactBuilder: Sendable {
  let relations: [Relation]
  let library: RelationLibrary
  let mode: Split.Mode
  let style: ValueStyle
  var source: ValueSource
  /// Share of the facts that are told as items of lists.
  var listShare = 0.0
  /// The wording of each relation's list, the same throughout a database.
  private var listStyles: [Int: (item: RelationTemplate, heading: String)] = [:]
  private(set) var facts: [FactInstance] = []
  /// What holds of each thing of a state relation, said or not.
  private var records: [String: [String: [SlotValue]]] = [:]

  init(relations: [Relation], library: RelationLibrary, mode: Split.Mode, facts: Int, random: inout SeededRandom) {
    self.relations = relations
    self.library = library
    self.mode = mode
    style = ValueStyle(random: &random)
    source = ValueSource(library: library, mode: mode, facts: facts)
  }

  /// Adds up to `count` facts, about a twelfth of them negated, and mixes their order.
  mutating func fill(_ count: Int, random: inout SeededRandom) {
    let negatedShare = random.pick([0.04, 0.08, 0.12]) ?? 0.08
    let weights = relations.indices.map { ($0, 0.5 + random.unit()) }
    var attempts = 0
    while facts.count < count && attempts < count * 30 {
      attempts += 1
      guard let index = random.pick(weighted: weights) else { return }
      let made =
        random.chance(negatedShare)
        ? negated(relations[index], index, random: &random) : positive(relations[index], index, random: &random)
      if let made, !facts.contains(where: { $0.text == made.text }) { facts.append(made) }
    }
    facts = random.shuffled(facts)
  }

  private mutating func positive(_ relation: Relation, _ index: Int, random: inout SeededRandom) -> FactInstance? {
    let (main, others) = library.split.facts(of: relation, mode: mode)
    let useOthers = !others.isEmpty && random.chance(0.25)
    let list = listShare > 0 && random.chance(listShare) ? listStyle(relation, index, random: &random) : nil
    guard let template = list?.item ?? random.pick(useOthers ? others : main) else { return nil }
    var values: [String: [SlotValue]] = [:]
    // Names of one pool stay distinct in a fact.
    var taken: Set<SlotValue> = []
    for slot in template.slots {
      guard let type = relation.slots[slot] else { return nil }
      var items: [SlotValue] = []
      for _ in 0..<(template.isList(slot) ? random.int(2...3) : 1) {
        let value = source.draw(type, slot: "\(relation.id).\(slot)", random: &random)
        guard !type.isEntity || taken.insert(value).inserted else { return nil }
        items.append(value)
      }
      values[slot] = items
    }
    var record: String?
    if relation.kind == .state {
      guard let settled = settle(relation, template, &values, random: &random) else { return nil }
      record = settled
    } else if repeats(values, index) {
      return nil
    }
    guard !contradicts(values, index),
      let (text, surfaces) = FactRenderer.render(
        template, values: values, relation: relation, style: style, random: &random)
    else { return nil }
    if relation.kind == .state { commit(relation, values) }
    return FactInstance(
      relation: index, text: text, negated: false, values: values, surfaces: surfaces, record: record,
      heading: list?.heading)
  }

  private mutating func listStyle(
    _ relation: Relation, _ index: Int, random: inout SeededRandom
  ) -> (item: RelationTemplate, heading: String)? {
    if let known = listStyles[index] { return known }
    guard let list = random.pick(relation.lists), let item = random.pick(list.items) else { return nil }
    let style = (item: item, heading: random.pick(list.headings) ?? "")
    listStyles[index] = style
    return style
  }

  /// Brings values in line with what holds already. Nil where the key is not said, or something would change.
  private func settle(
    _ relation: Relation, _ template: RelationTemplate, _ values: inout [String: [SlotValue]],
    random: inout SeededRandom
  ) -> String? {
    guard relation.key.allSatisfy({ values[$0] != nil }) else { return nil }
    let keys = Self.recordKeys(relation, values)
    if keys.count > 1 { return keys.contains { records[$0] != nil } ? nil : keys.sorted().joined(separator: "|") }
    guard let known = records[keys[0]] else { return keys[0] }
    var saysMore = false
    for slot in template.slots where !relation.key.contains(slot) {
      guard let old = known[slot] else {
        saysMore = true
        continue
      }
      guard template.isList(slot) == (old.count > 1) else { return nil }
      values[slot] = old
    }
    let names = values.flatMap { slot, items in relation.slots[slot]?.isEntity == true ? items : [] }
    guard Set(names).count == names.count else { return nil }
    // Saying the same again is rare.
    return saysMore || random.chance(0.2) ? keys[0] : nil
  }

  private mutating func commit(_ relation: Relation, _ values: [String: [SlotValue]]) {
    for key in Self.recordKeys(relation, values) {
      records[key, default: [:]].merge(values.filter { !relation.key.contains($0.key) }) { old, _ in old }
    }
  }

  /// One for each combination of key values.
  private static func recordKeys(_ relation: Relation, _ values: [String: [SlotValue]]) -> [String] {
    relation.key.reduce([relation.id]) { keys, slot in
      keys.flatMap { key in (values[slot] ?? []).map { "\(key)/\($0)" } }
    }
  }

  /// Whether a reader could take the fact for a restatement of another: all they both say is the same.
  private func repeats(_ values: [String: [SlotValue]], _ index: Int) -> Bool {
    facts.contains { fact in
      guard fact.relation == index, !fact.negated else { return false }
      let shared = values.keys.filter { fact.values[$0] != nil }
      let same = shared.allSatisfy { slot in !Set(values[slot] ?? []).isDisjoint(with: fact.values[slot] ?? []) }
      return same && (shared.count >= 2 || shared.count == min(values.count, fact.values.count))
    }
  }

  /// Whether a negated fact denies what is said.
  private func contradicts(_ values: [String: [SlotValue]], _ index: Int) -> Bool {
    facts.contains { fact in
      fact.negated && fact.relation == index
        && fact.values.allSatisfy { slot, denied in values[slot].map { !Set($0).isDisjoint(with: denied) } ?? false }
    }
  }

  private mutating func negated(_ relation: Relation, _ index: Int, random: inout SeededRandom) -> FactInstance? {
    guard let template = random.pick(relation.negated) else { return nil }
    var values: [String: [SlotValue]] = [:]
    var taken: Set<SlotValue> = []
    for slot in template.slots {
      guard let type = relation.slots[slot] else { return nil }
      let value = source.draw(type, slot: "\(relation.id).\(slot)", random: &random)
      guard !type.isEntity || taken.insert(value).inserted else { return nil }
      values[slot] = [value]
    }
    // Denied is only what no positive fact and no record says.
    let isSaid = facts.contains { fact in
      fact.relation == index && !fact.negated
        && values.allSatisfy { slot, denied in fact.values[slot].map { !Set($0).isDisjoint(with: denied) } ?? false }
    }
    let holds =
      relation.kind == .state
      && Self.recordKeys(relation, values).contains { key in
        guard let known = records[key] else { return false }
        return values.allSatisfy { slot, denied in
          relation.key.contains(slot) || known[slot].map { !Set($0).isDisjoint(with: denied) } ?? true
        }
      }
    guard !isSaid, !holds,
      let (text, surfaces) = FactRenderer.render(
        template, values: values, relation: relation, style: style, random: &random)
    else { return nil }
    return FactInstance(
      relation: index, text: text, negated: true, values: values, surfaces: surfaces, record: nil)
  }
}
