import Encoder
import NeuralDB

/// Asks questions of a database whose facts are known, and answers them by what the facts say.
struct QuestionBuilder: Sendable {
  let domainTag: String
  let relations: [Relation]
  let facts: [FactInstance]
  let library: RelationLibrary
  let mode: Split.Mode
  let style: ValueStyle
  var source: ValueSource

  init(builder: FactBuilder, domain: String) {
    domainTag = domain
    relations = builder.relations
    facts = builder.facts
    library = builder.library
    mode = builder.mode
    style = builder.style
    source = builder.source
  }

  /// A question under way.
  struct Draft: Sendable {
    var relation: Int
    var question: RelationQuestion
    var text: RelationTemplate
    var given: [String: SlotValue]
    var join: JoinDescription?
    var constants: [SlotValue] = []
    /// Items of a comparison.
    var items: [SlotValue] = []
    var number: Int?
  }

  /// One try; nil when chance led nowhere.
  mutating func attempt(_ wish: QuestionWish, random: inout SeededRandom) -> GoldQuery? {
    guard let (index, question, text) = pick(wish, random: &random) else { return nil }
    if wish == .compare { return comparison(index, question, text, random: &random) }
    guard var draft = start(wish, index, question, text, random: &random) else { return nil }
    if wish.isJoin, !addJoin(&draft, random: &random) { return nil }
    return finish(&draft, wish, random: &random)
  }

  /// A relation's question of a wished form, and one of its texts.
  private func pick(
    _ wish: QuestionWish, random: inout SeededRandom
  ) -> (Int, RelationQuestion, RelationTemplate)? {
    guard let form = random.pick(weighted: wish.forms) else { return nil }
    var candidates: [(Int, RelationQuestion, [RelationTemplate])] = []
    for (index, relation) in relations.enumerated() {
      for question in relation.questions where question.form == form {
        guard wish != .condition || question.conditionSlot != nil, wish != .plain || question.conditionSlot == nil
        else { continue }
        let texts = library.split.texts(of: question, mode: mode)
        if !texts.isEmpty { candidates.append((index, question, texts)) }
      }
    }
    // Entries with a limit are few and often impossible: they need more tries.
    let limited = candidates.filter { $0.1.limit != nil }
    if !limited.isEmpty, random.chance(0.6) { candidates = limited }
    guard let (index, question, texts) = random.pick(candidates), let text = random.pick(texts) else { return nil }
    return (index, question, text)
  }

  /// Values for what the question gives, fit for the wish.
  private mutating func start(
    _ wish: QuestionWish, _ index: Int, _ question: RelationQuestion, _ text: RelationTemplate,
    random: inout SeededRandom
  ) -> Draft? {
    let slots = question.given(in: text)
    var draft = Draft(relation: index, question: question, text: text, given: [:])
    let said = facts.filter { $0.relation == index && !$0.negated }
    if wish == .no, question.conditionSlot == nil {
      return deny(draft, slots, random: &random)
    }
    if wish == .nothing { return leadNowhere(draft, slots, random: &random) }
    guard let anchor = random.pick(said.filter { $0.expresses(slots + question.needed) }) else { return nil }
    for slot in slots { draft.given[slot] = random.pick(anchor.values[slot] ?? []) }
    return draft
  }

  /// A statement that a negated fact denies, or that another value of a single-valued relation rules out.
  private mutating func deny(_ draft: Draft, _ slots: [String], random: inout SeededRandom) -> Draft? {
    var draft = draft
    let relation = relations[draft.relation]
    let denials = facts.filter { fact in
      fact.relation == draft.relation && fact.negated && fact.values.keys.allSatisfy(slots.contains)
    }
    if let denial = random.pick(denials), random.chance(0.7) {
      for slot in slots {
        guard let type = relation.slots[slot] else { return nil }
        draft.given[slot] =
          denial.values[slot]?.first ?? source.draw(type, slot: "\(relation.id).\(slot)", random: &random)
      }
      return draft
    }
    let others = slots.filter { !relation.key.contains($0) }
    guard relation.kind == .state, relation.key.allSatisfy(slots.contains), let changed = random.pick(others),
      let type = relation.slots[changed],
      let anchor = random.pick(
        facts.filter { $0.relation == draft.relation && !$0.negated && $0.expresses(slots) })
    else { return nil }
    for slot in slots { draft.given[slot] = random.pick(anchor.values[slot] ?? []) }
    draft.given[changed] = source.draw(type, slot: "\(relation.id).\(changed)", random: &random)
    return draft
  }

  /// A question that the facts do not answer: a thing they do not hold, one that stands elsewhere, or a slot left unsaid.
  private mutating func leadNowhere(_ draft: Draft, _ slots: [String], random: inout SeededRandom) -> Draft? {
    var draft = draft
    let relation = relations[draft.relation]
    let said = facts.filter { $0.relation == draft.relation && !$0.negated && $0.expresses(slots) }
    guard let anchor = random.pick(said) else { return nil }
    for slot in slots { draft.given[slot] = random.pick(anchor.values[slot] ?? []) }
    let things = slots.filter { relation.slots[$0]?.isEntity == true }
    guard let slot = random.pick(things), let type = relation.slots[slot] else { return nil }
    let kind = random.unit()
    if kind < 0.45 {
      guard let value = source.absent(type, random: &random) else { return nil }
      draft.given[slot] = value
    } else if kind < 0.75 {
      draft.given[slot] = source.draw(type, slot: "\(relation.id).\(slot)", random: &random)
    }
    return draft
  }
}
