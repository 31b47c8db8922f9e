import Encoder
import NeuralDB

extension QuestionBuilder {
  /// Evaluates a draft and writes it down, if it came out as wished.
  func finish(_ draft: inout Draft, _ wish: QuestionWish, random: inout SeededRandom) -> GoldQuery? {
    if draft.question.form == .bool, draft.question.conditionSlot == nil {
      return finishVerdict(draft, wish, random: &random)
    }
    // The answer of a threshold question is the thing it asks about: readers pair conditions with answers.
    if draft.question.form == .bool { draft.question.ask = subject(draft) }
    if draft.question.limit != nil { draft.number = random.int(2...4) }
    guard let all = readings(draft) else { return nil }
    var passing = all
    if let comparator = draft.question.comparator, let slot = draft.question.conditionSlot {
      let basis = all.isEmpty ? anyReading(of: slot, draft) : all
      guard let constants = constants(draft, basis, random: &random) else { return nil }
      draft.constants = constants
      passing = all.filter { Self.holds($0.condition?.value, comparator, constants) }
    }
    guard (wish == .nothing) == all.isEmpty else { return nil }
    if draft.question.form == .bool { return finishCondition(draft, wish, all, passing, random: &random) }
    if all.isEmpty || passing.isEmpty {
      guard wish == .nothing || random.chance(0.2) else { return nil }
      return write(draft, draft.question.form == .count ? ["0"] : [], all, passing, random: &random)
    }
    let isAggregate = wish == .aggregate || wish == .joinedAggregate
    if isAggregate, passing.count < 2, random.chance(wish == .aggregate ? 0.9 : 0.6) { return nil }
    guard let answer = answer(draft, passing, random: &random) else { return nil }
    return write(draft, answer, all, passing, random: &random)
  }

  /// The first thing that the question names, else the first value it gives.
  private func subject(_ draft: Draft) -> String? {
    let slots = draft.text.slots.filter { draft.given[$0] != nil }
    return slots.first { relations[draft.relation].slots[$0]?.isEntity == true } ?? slots.first
  }

  /// Readings of other facts of the relation, to draw a constant near what might have been.
  private func anyReading(of slot: String, _ draft: Draft) -> [GoldReading] {
    facts.filter { $0.relation == draft.relation }.compactMap { fact in
      guard let value = fact.values[slot]?.first, let text = fact.surfaces[slot]?.first else { return nil }
      return GoldReading(facts: [], condition: GoldReading.Item(value: value, text: text))
    }
  }

  private func finishVerdict(_ draft: Draft, _ wish: QuestionWish, random: inout SeededRandom) -> GoldQuery? {
    guard let found = verdicts(draft) else { return nil }
    let truth = found.first?.truth
    switch wish {
    case .nothing: guard truth == nil else { return nil }
    case .no: guard truth == false else { return nil }
    case .yes: guard truth == true else { return nil }
    default: guard truth != nil else { return nil }
    }
    return write(draft, truth.map { [$0 ? "TRUE" : "FALSE"] } ?? [], found, found, random: &random)
  }

  /// A yes/no question with a threshold: extractive readings that arithmetic decides.
  private func finishCondition(
    _ draft: Draft, _ wish: QuestionWish, _ all: [GoldReading], _ passing: [GoldReading], random: inout SeededRandom
  ) -> GoldQuery? {
    if all.isEmpty { return write(draft, [], [], [], random: &random) }
    guard passing.count == all.count || passing.isEmpty else { return nil }
    let truth = !passing.isEmpty
    guard wish != .yes || truth, wish != .no || !truth else { return nil }
    return write(draft, [truth ? "TRUE" : "FALSE"], all, all, random: &random)
  }

  /// *Is A taller than B?*
  func comparison(
    _ index: Int, _ question: RelationQuestion, _ text: RelationTemplate, random: inout SeededRandom
  ) -> GoldQuery? {
    guard let item = question.item, let by = question.by, let comparator = question.comparator else { return nil }
    var draft = Draft(relation: index, question: question, text: text, given: [:])
    let slots = question.given(in: text)
    let said = facts.filter { $0.relation == index && !$0.negated && $0.expresses(slots + question.needed) }
    guard let anchor = random.pick(said) else { return nil }
    for slot in slots { draft.given[slot] = anchor.values[slot]?.first }
    let others = said.filter { fact in draft.given.allSatisfy { fact.says($0, $1) } }
    guard let left = anchor.values[item]?.first, let other = random.pick(others)?.values[item]?.first, left != other
    else { return nil }
    draft.items = [left, other]
    var found: [GoldReading] = []
    var orders: [Set<Double>] = [[], []]
    for (place, fact) in facts.enumerated() where fact.relation == index && !fact.negated {
      guard fact.expresses(slots + question.needed), draft.given.allSatisfy({ fact.says($0, $1) }),
        let measure = fact.values[by]?.first, let written = fact.surfaces[by]?.first
      else { continue }
      for (value, name) in zip(fact.values[item] ?? [], fact.surfaces[item] ?? []) {
        guard let side = draft.items.firstIndex(of: value) else { continue }
        orders[side].insert(measure.order ?? 0)
        found.append(
          GoldReading(
            facts: [place], answer: GoldReading.Item(value: value, text: name),
            measure: GoldReading.Item(value: measure, text: written)))
      }
    }
    guard orders.allSatisfy({ $0.count == 1 }), let a = orders[0].first, let b = orders[1].first, a != b
    else { return nil }
    let holds = comparator == .less || comparator == .before ? a < b : a > b
    return write(draft, [holds ? "TRUE" : "FALSE"], found, found, random: &random)
  }
}
