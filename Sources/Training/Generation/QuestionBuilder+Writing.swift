import Encoder
import NeuralDB

extension QuestionBuilder {
  /// Texts of a question that its plan refers to.
  private struct Written {
    var text = ""
    var constants: [String] = []
    var items: [String] = []
    var number: String?
  }

  /// The question with its answer, sets, derivations, plan and tags; nil where it cannot be written without doubt.
  func write(
    _ draft: Draft, _ answer: [String], _ all: [GoldReading], _ passing: [GoldReading], random: inout SeededRandom
  ) -> GoldQuery? {
    guard var written = render(draft, random: &random) else { return nil }
    for text in written.constants + written.items + [written.number].compactMap({ $0 })
    where Substrings.count(text, in: written.text) != 1 { return nil }
    if mode == .train { roughen(&written, random: &random) }
    let tells = asksForNumber(draft, written.text)
    if tells, answer.count > 1 { return nil }
    var sets: [[Int]] = []
    for reading in passing where !sets.contains(reading.facts) { sets.append(reading.facts) }
    var query = GoldQuery(
      query: written.text, type: draft.question.operation, answer: answer, facts: sets,
      derivations: all.map(\.derivation), plan: plan(draft, written), tags: tags(draft, answer, passing))
    if tells {
      query.type = .count
      query.plan.counting = .entities
      query.answer = passing.compactMap { $0.answer?.value.order }.first.map { [PlainDecimal.text($0)] } ?? []
    }
    return query
  }

  /// *How many pages does it have?* is a count to whoever asks; that a fact tells the number is seen in the fact.
  private func asksForNumber(_ draft: Draft, _ text: String) -> Bool {
    guard draft.question.form == .set, let ask = draft.question.ask,
      case .number? = relations[draft.relation].slots[ask]
    else { return false }
    let text = text.lowercased()
    return text.hasPrefix("how many ") || text.contains(" how many ")
  }

  private func render(_ draft: Draft, random: inout SeededRandom) -> Written? {
    let relation = relations[draft.relation]
    let question = draft.question
    var written = Written()
    for part in draft.text.parts {
      switch part {
      case .text(let literal): written.text += literal
      case .slot(let slot, _, let second):
        guard let type = relation.slots[slot] else { return nil }
        if slot == question.conditionSlot {
          guard let value = second ? draft.constants.last : draft.constants.first else { return nil }
          let text = style.text(value, type: type, random: &random)
          guard let fitted = Article.fit(text, after: &written.text) else { return nil }
          written.text += fitted
          written.constants.append(text)
        } else if slot == question.item {
          guard draft.items.count == 2 else { return nil }
          let text = style.text(draft.items[second ? 1 : 0], type: type, random: &random)
          guard let fitted = Article.fit(text, after: &written.text) else { return nil }
          written.text += fitted
          written.items.append(text)
        } else if let join = draft.join, join.slot == slot {
          guard let text = describe(join, random: &random),
            let fitted = Article.fit(text, after: &written.text)
          else { return nil }
          written.text += fitted
        } else {
          guard let value = draft.given[slot],
            let fitted = Article.fit(given(value, type, random: &random), after: &written.text)
          else { return nil }
          written.text += fitted
        }
      case .count, .ordinal:
        guard let number = draft.number else { return nil }
        let words = part == .count ? Ordinal.counts[number] : Ordinal.ranks[number]
        guard let word = random.pick(weighted: zip(words ?? [], [0.75, 0.25]).map { ($0, $1) }) else { return nil }
        written.text += word
        written.number = word
      }
    }
    // Where the text starts with an item the plan must hold what is written.
    let capital = FactRenderer.capitalised(written.text)
    written.items = written.items.map { written.text.hasPrefix($0) ? String(capital.prefix($0.count)) : $0 }
    written.constants = written.constants.map {
      written.text.hasPrefix($0) ? String(capital.prefix($0.count)) : $0
    }
    written.text = capital
    return written
  }

  private func describe(_ join: JoinDescription, random: inout SeededRandom) -> String? {
    var text = ""
    for part in join.text.parts {
      switch part {
      case .text(let literal): text += literal
      case .slot(let slot, _, _):
        guard let value = join.given[slot], let type = relations[join.relation].slots[slot] else { return nil }
        let own =
          if let inner = join.inner.first, inner.slot == slot {
            describe(inner, random: &random)
          } else {
            given(value, type, random: &random)
          }
        guard let own, let fitted = Article.fit(own, after: &text) else { return nil }
        text += fitted
      case .count, .ordinal: return nil
      }
    }
    return text
  }

  /// A given value; one time in five only the first name, where nobody else in the database has it.
  private func given(_ value: SlotValue, _ type: SlotType, random: inout SeededRandom) -> String {
    let text = style.text(value, type: type, random: &random)
    guard type == .person, random.chance(0.2), let first = text.split(separator: " ").first, first != text,
      !["Dr", "Mr", "Mrs", "Ms", "Professor"].contains(first)
    else { return text }
    let people = source.casts["person"] ?? []
    let namesakes = people.filter { $0.split(separator: " ").contains(first) }
    return namesakes == [text] ? String(first) : text
  }

  /// The light carelessness of real questions.
  private func roughen(_ written: inout Written, random: inout SeededRandom) {
    if random.chance(0.05) {
      written.text = written.text.lowercased()
      written.constants = written.constants.map { $0.lowercased() }
      written.items = written.items.map { $0.lowercased() }
    }
    if random.chance(0.05), written.text.hasSuffix("?") { written.text.removeLast() }
  }

  private func plan(_ draft: Draft, _ written: Written) -> GoldPlan {
    let question = draft.question
    let slots = relations[draft.relation].slots
    var plan = GoldPlan()
    if question.form == .count || question.tallied != nil { plan.counting = question.counting ?? .entities }
    let measured: String? =
      switch question.form {
      case .argmin, .argmax, .compare: question.by
      case .min, .max, .sum, .avg: question.ask
      default: nil
      }
    if question.tallied != nil {
      plan.measure = .tally
    } else if let measured {
      plan.measure = slots[measured]?.isDate == true ? .date : .number
    }
    if !written.items.isEmpty {
      plan.items = written.items
      plan.comparator = question.comparator
    } else if question.conditionSlot != nil {
      plan.comparator = question.comparator
      plan.constants = written.constants
    }
    if question.limit == .top { plan.top = written.number }
    if question.limit == .rank { plan.rank = written.number }
    return plan
  }

  private func tags(_ draft: Draft, _ answer: [String], _ passing: [GoldReading]) -> [String] {
    let question = draft.question
    var tags = [mode.tag, domainTag]
    if draft.join != nil { tags.append("join") }
    if passing.isEmpty { tags.append("null") }
    if question.form == .compare { tags.append("compare") }
    if question.form != .set, question.form != .bool, question.form != .compare { tags.append("aggregate") }
    if question.conditionSlot != nil { tags.append("condition") }
    if question.limit != nil { tags.append("limit") }
    if passing.contains(where: { $0.facts.contains { facts[$0].negated } }) { tags.append("negation") }
    return tags
  }
}
