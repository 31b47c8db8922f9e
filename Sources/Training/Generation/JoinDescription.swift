import Encoder

/// A description that stands in a question for the value of a slot: *the person who gave Ann a scarf*, *the person who gave
/// the owner of the Gull a scarf*.
struct JoinDescription: Sendable {
  /// Slot of the question's relation.
  var slot: String
  /// Index of the describing relation.
  var relation: Int
  var text: RelationTemplate
  var given: [String: SlotValue]
  /// What it describes, and the facts that say so.
  var value: SlotValue
  var facts: [Int]
  /// What stands for one of the given values in its turn, if anything does.
  var inner: [JoinDescription] = []

  /// The facts that lead to what is described, a chain each, first fact first.
  var chains: [[Int]] {
    guard let inner = inner.first else { return facts.map { [$0] } }
    return inner.chains.flatMap { chain in facts.map { chain + [$0] } }
  }
}

extension QuestionBuilder {
  /// Replaces one given value by a description that fits it alone. False when there is none.
  func addJoin(_ draft: inout Draft, random: inout SeededRandom) -> Bool {
    let found = descriptions(of: draft.given, in: draft.text, relations[draft.relation], draft)
    guard var join = random.pick(found) else { return false }
    // The suites that tests are made of hold chains of two facts, as they always did.
    if mode == .train, random.chance(0.25) {
      let inner = descriptions(of: join.given, in: join.text, relations[join.relation], draft).filter { inner in
        Set(inner.facts).isDisjoint(with: join.facts) && !inner.given.values.contains(join.value)
      }
      join.inner = random.pick(inner).map { [$0] } ?? []
    }
    draft.join = join
    return true
  }

  /// Descriptions that fit one of the values given for the slots of a text, and nothing else.
  private func descriptions(
    of given: [String: SlotValue], in text: RelationTemplate, _ relation: Relation, _ draft: Draft
  ) -> [JoinDescription] {
    let slots = text.slots.filter { slot in
      given[slot] != nil && relation.slots[slot]?.isEntity == true && !Self.isPossessive(slot, in: text)
    }
    var found: [JoinDescription] = []
    for slot in slots {
      guard let value = given[slot], let type = relation.slots[slot] else { continue }
      for (index, other) in relations.enumerated() {
        for description in other.descriptions where other.slots[description.slot] == type {
          for text in description.texts {
            found += fitting(slot, value, index, description.slot, text, draft)
          }
        }
      }
    }
    return found
  }

  private func fitting(
    _ slot: String, _ value: SlotValue, _ index: Int, _ described: String, _ text: RelationTemplate, _ draft: Draft
  ) -> [JoinDescription] {
    // "The mother of Ann is the mother of whom?" asks nothing.
    if index == draft.relation, let ask = draft.question.ask, text.slots.contains(ask) { return [] }
    var found: [JoinDescription] = []
    for fact in facts where fact.relation == index && !fact.negated && fact.says(described, value) {
      guard fact.expresses(text.slots), !text.slots.contains(described) else { continue }
      let given = text.slots.reduce(into: [String: SlotValue]()) { $0[$1] = fact.values[$1]?.first }
      guard !given.values.contains(value) else { continue }
      let evidence = facts.indices.filter { other in
        let other = facts[other]
        return other.relation == index && !other.negated && other.values[described] != nil
          && given.allSatisfy { other.says($0, $1) }
      }
      guard evidence.allSatisfy({ facts[$0].values[described] == [value] }) else { continue }
      found.append(
        JoinDescription(slot: slot, relation: index, text: text, given: given, value: value, facts: evidence))
    }
    return found
  }

  /// Whether the slot is followed by *'s*, which a long description cannot take, or follows one, which lets no article
  /// follow.
  private static func isPossessive(_ slot: String, in text: RelationTemplate) -> Bool {
    for (part, next) in zip(text.parts, text.parts.dropFirst()) {
      if case .slot(slot, _, false) = part, case .text(let literal) = next, literal.hasPrefix("'") { return true }
      if case .slot(slot, _, false) = next, case .text(let literal) = part, literal.hasSuffix("'s ") { return true }
    }
    return false
  }
}
