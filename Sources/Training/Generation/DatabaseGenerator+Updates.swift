import NeuralDB

extension DatabaseGenerator {
  /// What a pair is to be, drawn before any try so that what fails often is not made less often.
  private struct UpdateWish {
    var isState: Bool
    var asks: Bool
    /// One of the facts speaks of another thing.
    var elsewhere: Bool
    /// A yes/no question names the newer value.
    var namesNewer: Bool
  }

  /// The next pair: half of state relations, whose newer fact replaces the older, half of others, where both stand.
  /// In 15 % one of the facts is about something else, and nothing is replaced. Nil where the library yields no pair.
  public mutating func nextUpdate() -> UpdatePair? {
    let wish = UpdateWish(
      isState: random.chance(0.5), asks: random.chance(0.6), elsewhere: random.chance(0.15),
      namesNewer: random.chance(0.5))
    let pool = relations.filter { ($0.kind == .state) == wish.isState }
    for _ in 0..<400 {
      guard let relation = random.pick(pool) else { return nil }
      if let pair = update(relation, wish) { return pair }
    }
    return nil
  }

  private mutating func update(_ relation: Relation, _ wish: UpdateWish) -> UpdatePair? {
    let questions = relation.questions.filter {
      $0.form == (wish.asks ? .set : .bool) && $0.conditionSlot == nil && $0.limit == nil && $0.item == nil
    }
    guard let question = random.pick(questions), let text = random.pick(library.split.texts(of: question, mode: mode)),
      !UpdateWording.asksOfThePast(text)
    else { return nil }
    let given = question.given(in: text)
    // What differs between the facts: the asked slot, or for yes/no one of the slots that the question names.
    guard let changing = question.ask ?? random.pick(given.filter { !relation.key.contains($0) || !wish.isState }),
      let type = relation.slots[changing]
    else { return nil }
    let fixed = given.filter { $0 != changing }
    if wish.isState {
      guard Set(fixed) == Set(relation.key) else { return nil }
    } else {
      // A second number would rather correct the first than stand beside it; so would a date that is no event's.
      guard !fixed.isEmpty, type.isEntity || (type.isDate && relation.kind == .event) else { return nil }
    }
    return pair(relation, text, fixed: fixed, changing: changing, wish)
  }

  private mutating func pair(
    _ relation: Relation, _ text: RelationTemplate, fixed: [String], changing: String, _ wish: UpdateWish
  ) -> UpdatePair? {
    let needed = Set(fixed + relation.key).subtracting([changing])
    let (main, others) = library.split.facts(of: relation, mode: mode)
    func fit(_ templates: [RelationTemplate]) -> [RelationTemplate] {
      templates.filter { template in
        needed.union([changing]).isSubset(of: template.slots) && needed.allSatisfy { !template.isList($0) }
      }
    }
    let templates = fit(main).isEmpty ? fit(others) : fit(main)
    guard let first = random.pick(templates), let second = random.pick(templates) else { return nil }
    let style = ValueStyle(random: &random)
    var source = ValueSource(library: library, mode: mode, facts: 8)
    var older = draw(first, relation, &source)
    var newer = draw(second, relation, &source)
    relate(&older, &newer, relation, fixed: fixed, changing: changing, wish)
    guard let old = older[changing], let new = newer[changing], Set(old).isDisjoint(with: new),
      UpdateWording.areDistinct(older, relation), UpdateWording.areDistinct(newer, relation),
      !wish.elsewhere || fixed.contains(where: { Self.differ(older[$0], newer[$0]) })
    else { return nil }
    var asked = older
    // Of things that may hold together the question names a value that a fact tells.
    let namesNewer = !wish.asks && wish.namesNewer && (wish.isState || !wish.elsewhere)
    asked[changing] = random.pick(namesNewer ? new : old).map { [$0] }
    guard let before = FactRenderer.render(first, values: older, relation: relation, style: style, random: &random),
      let after = FactRenderer.render(second, values: newer, relation: relation, style: style, random: &random),
      let question = FactRenderer.render(text, values: asked, relation: relation, style: style, random: &random)?.text
    else { return nil }
    let replaces = wish.isState && !wish.elsewhere
    let swap = wish.elsewhere && random.chance(0.5)
    let last = swap ? (first, before.text, older) : (second, after.text, newer)
    let wording = UpdateWording(
      relation: relation, template: last.0, text: last.1, values: last.2, style: style,
      changing: changing, written: after.surfaces[changing] ?? [],
      old: replaces && old.count == 1 ? old.first : nil)
    let told =
      replaces
      ? wording.replacing(random: &random)
      : wish.elsewhere ? wording.ofAnother(random: &random) : wording.adding(random: &random)
    let answers = (before.surfaces[changing] ?? [], wish.elsewhere ? [] : after.surfaces[changing] ?? [])
    var pair = UpdatePair(
      question: UpdateWording.mark(question, text, asks: relation.slots[changing], random: &random),
      older: swap ? after.text : before.text, newer: told, type: wish.asks ? .set : .bool,
      succession: replaces ? .replaces : wish.elsewhere ? .unrelated : .adds,
      olderAnswers: swap ? answers.1 : answers.0, newerAnswers: swap ? answers.0 : answers.1)
    // A state holds one value at a time: the newer one's, or of another thing's none.
    if !wish.asks { pair.truth = wish.isState ? namesNewer == replaces : true }
    guard pair.older != pair.newer, pair.olderAnswers.allSatisfy({ Substrings.count($0, in: pair.older) == 1 }),
      pair.newerAnswers.allSatisfy({ Substrings.count($0, in: pair.newer) == 1 })
    else { return nil }
    return pair
  }

  mutating func draw(
    _ template: RelationTemplate, _ relation: Relation, _ source: inout ValueSource
  ) -> [String: [SlotValue]] {
    var values: [String: [SlotValue]] = [:]
    for slot in template.slots {
      guard let type = relation.slots[slot] else { continue }
      values[slot] = (0..<(template.isList(slot) ? 2 : 1)).map { _ in
        source.draw(type, slot: "\(relation.id).\(slot)", random: &random)
      }
    }
    return values
  }

  /// Gives both facts what the question names; of the rest some stays, and later dates come later.
  private mutating func relate(
    _ older: inout [String: [SlotValue]], _ newer: inout [String: [SlotValue]], _ relation: Relation,
    fixed: [String], changing: String, _ wish: UpdateWish
  ) {
    if wish.elsewhere { return }
    for slot in fixed { newer[slot] = older[slot] }
    guard wish.isState else { return }
    let keeps = random.chance(0.6)
    for (slot, type) in relation.slots.sorted(by: { $0.key < $1.key }) where slot != changing && !fixed.contains(slot) {
      guard let old = older[slot], let new = newer[slot], old.count == new.count else { continue }
      if type.isDate, (old.first?.order ?? 0) > (new.first?.order ?? 0) {
        (older[slot], newer[slot]) = (new, old)
      } else if keeps, !type.isDate {
        newer[slot] = old
      }
    }
  }

  /// Whether two things are not one, nor one named within the other.
  static func differ(_ left: [SlotValue]?, _ right: [SlotValue]?) -> Bool {
    guard let left = left?.first, let right = right?.first, left != right else { return false }
    guard case (.entity(let a), .entity(let b)) = (left, right) else { return true }
    return Set(a.split(separator: " ")).isDisjoint(with: b.split(separator: " "))
  }
}
