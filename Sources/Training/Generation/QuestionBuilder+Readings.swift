import NeuralDB

extension QuestionBuilder {
  /// All derivations of an extractive question, conditions untested, in order of their facts.
  func readings(_ draft: Draft) -> [GoldReading]? {
    var found: [GoldReading] = []
    for (index, fact) in facts.enumerated() where fact.relation == draft.relation && !fact.negated {
      guard fact.expresses(draft.question.needed), draft.given.allSatisfy({ fact.says($0, $1) }) else { continue }
      for chain in chains(to: index, draft) {
        found += combinations(fact, draft, chain)
      }
    }
    // A description that rests on the very fact that it leads to would make a set of one.
    return found.contains { Set($0.facts).count < $0.facts.count } ? nil : found
  }

  private func chains(to fact: Int, _ draft: Draft) -> [[Int]] {
    draft.join?.chains.map { $0 + [fact] } ?? [[fact]]
  }

  private func combinations(_ fact: FactInstance, _ draft: Draft, _ chain: [Int]) -> [GoldReading] {
    let question = draft.question
    let answers = items(fact, question.ask).filter { item in
      guard let ask = question.ask, let given = draft.given[ask] else { return true }
      return item?.value == given
    }
    let measures = items(fact, question.by ?? question.tallied)
    let condition = items(fact, question.conditionSlot)[0]
    return answers.flatMap { answer in
      measures.map {
        GoldReading(facts: chain, answer: answer, measure: $0, condition: condition, truth: nil, record: fact.record)
      }
    }
  }

  /// One nil where there is no such slot.
  private func items(_ fact: FactInstance, _ slot: String?) -> [GoldReading.Item?] {
    guard let slot, let values = fact.values[slot], let texts = fact.surfaces[slot] else { return [nil] }
    return zip(values, texts).map { GoldReading.Item(value: $0, text: $1) }
  }

  /// The verdicts of a yes/no question without a condition. Nil where facts disagree.
  func verdicts(_ draft: Draft) -> [GoldReading]? {
    let relation = relations[draft.relation]
    var found: [GoldReading] = []
    for (index, fact) in facts.enumerated() where fact.relation == draft.relation {
      guard let truth = truth(of: fact, relation, draft.given) else { continue }
      for chain in chains(to: index, draft) { found.append(GoldReading(facts: chain, truth: truth)) }
    }
    if found.contains(where: { Set($0.facts).count < $0.facts.count }) { return nil }
    return Set(found.map(\.truth)).count > 1 ? nil : found
  }

  private func truth(of fact: FactInstance, _ relation: Relation, _ given: [String: SlotValue]) -> Bool? {
    if fact.negated {
      return fact.values.allSatisfy { slot, denied in given[slot].map { denied.contains($0) } ?? false } ? false : nil
    }
    if given.allSatisfy({ fact.says($0, $1) }) { return true }
    guard relation.kind == .state, relation.key.allSatisfy({ slot in given[slot].map { fact.says(slot, $0) } ?? false })
    else { return nil }
    // Another value of a single-valued relation.
    let differs = given.contains { slot, value in
      !relation.key.contains(slot) && fact.values[slot].map { !$0.contains(value) } ?? false
    }
    return differs ? false : nil
  }
}
