import NeuralDB

/// Two facts told one after the other that both bear on a question: what the newer leaves standing of the older.
public struct UpdatePair: Sendable, Hashable {
  public var question: String
  public var older: String
  public var newer: String
  /// `set` or `bool`.
  public var type: Operator
  /// Whether the newer fact takes the older one's place.
  public var replaces: Bool
  /// Answers as written in each fact; empty where a fact speaks of something else.
  public var olderAnswers: [String]
  public var newerAnswers: [String]
  /// The verdict of a yes/no question.
  public var truth: Bool?
}

extension DatabaseGenerator {
  /// The next pair: half of state relations, whose newer fact replaces the older, half of others, where both stand.
  public mutating func nextUpdate() -> UpdatePair? {
    for _ in 0..<200 {
      let wantsState = random.chance(0.5)
      let pool = relations.filter { ($0.kind == .state) == wantsState }
      guard let relation = random.pick(pool) else { continue }
      if let pair = update(relation) { return pair }
    }
    return nil
  }

  private mutating func update(_ relation: Relation) -> UpdatePair? {
    let form: RelationQuestion.Form = random.chance(0.65) ? .set : .bool
    let questions = relation.questions.filter {
      $0.form == form && $0.conditionSlot == nil && $0.limit == nil && $0.item == nil
    }
    guard let question = random.pick(questions), let text = random.pick(library.split.texts(of: question, mode: mode))
    else { return nil }
    let given = question.given(in: text)
    // What changes between the facts: the asked slot, or for yes/no one of the slots that the question names.
    guard let changing = question.ask ?? random.pick(given.filter { !relation.key.contains($0) }) else { return nil }
    let fixed = given.filter { $0 != changing }
    guard !fixed.isEmpty, !fixed.contains(changing), relation.kind != .state || Set(fixed) == Set(relation.key)
    else { return nil }
    return write(relation, text, fixed: fixed, changing: changing, asks: question.ask != nil)
  }

  private mutating func write(
    _ relation: Relation, _ text: RelationTemplate, fixed: [String], changing: String, asks: Bool
  ) -> UpdatePair? {
    let needed = Set(fixed + [changing] + relation.key)
    let templates = library.split.facts(of: relation, mode: mode).main.filter { template in
      needed.isSubset(of: template.slots) && needed.allSatisfy { !template.isList($0) }
    }
    guard let first = random.pick(templates), let second = random.pick(templates) else { return nil }
    var source = ValueSource(library: library, mode: mode, facts: 8)
    let style = ValueStyle(random: &random)
    func draw(_ slots: [String]) -> [String: [SlotValue]] {
      slots.reduce(into: [:]) { values, slot in
        guard let type = relation.slots[slot] else { return }
        values[slot] = [source.draw(type, slot: "\(relation.id).\(slot)", random: &random)]
      }
    }
    let older = draw(first.slots)
    var newer = draw(second.slots)
    let elsewhere = random.chance(0.15)
    if !elsewhere { for slot in fixed { newer[slot] = older[slot] } }
    // The question names the older fact's things; where the other fact speaks of others, nothing is replaced.
    guard older[changing] != newer[changing], !elsewhere || fixed.contains(where: { older[$0] != newer[$0] }),
      distinct(older, relation), distinct(newer, relation),
      let before = FactRenderer.render(first, values: older, relation: relation, style: style, random: &random),
      let after = FactRenderer.render(second, values: newer, relation: relation, style: style, random: &random)
    else { return nil }
    let asksNewer = random.chance(0.5)
    var asked = older
    if !asks, asksNewer { asked[changing] = newer[changing] }
    guard
      let question = FactRenderer.render(text, values: asked, relation: relation, style: style, random: &random)?.text
    else { return nil }
    let replaces = relation.kind == .state && !elsewhere
    let swap = elsewhere && random.chance(0.5)
    let wrapped = replaces ? wrap(after.text, old: before.surfaces[changing]?.first) : after.text
    let answers = elsewhere ? [] : after.surfaces[changing] ?? []
    var truth: Bool?
    if !asks {
      if elsewhere, asksNewer { return nil }
      truth = replaces ? asksNewer : true
    }
    return UpdatePair(
      question: mark(question), older: swap ? wrapped : before.text, newer: swap ? before.text : wrapped,
      type: asks ? .set : .bool, replaces: replaces, olderAnswers: swap ? answers : before.surfaces[changing] ?? [],
      newerAnswers: swap ? before.surfaces[changing] ?? [] : answers, truth: truth)
  }

  private func distinct(_ values: [String: [SlotValue]], _ relation: Relation) -> Bool {
    let names = values.flatMap { slot, items in relation.slots[slot]?.isEntity == true ? items : [] }
    return Set(names).count == names.count
  }

  /// Words that announce a change, without knowing what the sentence says.
  private mutating func wrap(_ text: String, old: String?) -> String {
    let prefixes = ["Update: ", "Correction: ", "Change of plan: ", "New: ", "News: ", "Now: ", "As of last week: "]
    guard random.chance(0.5) else { return text }
    if random.chance(0.5) { return (random.pick(prefixes) ?? "") + text }
    guard text.hasSuffix(".") else { return text + (random.pick([" (new)", " now", " (updated)"]) ?? "") }
    var endings = [" now.", " from now on.", " these days.", " after the change."]
    if let old { endings += [", not \(old) any more.", " (was \(old)).", " instead of \(old)."] }
    return text.dropLast() + (random.pick(endings) ?? ".")
  }

  /// Asks of the present, sometimes in so many words.
  private mutating func mark(_ question: String) -> String {
    guard question.hasSuffix("?"), random.chance(0.4) else { return question }
    let words = [" now?", " currently?", " at the moment?", " these days?", " at present?", " nowadays?", " today?"]
    return question.dropLast() + (random.pick(words) ?? "?")
  }
}
