import Encoder
import NeuralDB

/// States that come to an end, and questions by a state's value (*Who lives in Porto?*), which a newer fact takes an
/// answer from without giving one.
extension DatabaseGenerator {
  private enum Change: CaseIterable {
    /// *Ann no longer lives in Porto.*
    case denied
    /// The same, of somebody else.
    case deniedElsewhere
    /// *Ann moved to Lisbon.*
    case moved
    /// Somebody else moved.
    case movedElsewhere
    /// Somebody else has the same value.
    case joined

    var isDenial: Bool { self == .denied || self == .deniedElsewhere }

    /// What the newer fact leaves standing of the older.
    var succession: Succession {
      switch self {
      case .denied, .moved: .ends
      case .deniedElsewhere, .movedElsewhere: .unrelated
      case .joined: .adds
      }
    }
  }

  /// A question as written, the slot it asks for, and the slot whose value changes.
  private struct Asked {
    var text: RelationTemplate
    var ask: String
    var changing: String
  }

  /// The next pair of a state that ends, moves or is joined by another's; nil where the library yields none.
  public mutating func nextEnding() -> UpdatePair? {
    let change = random.pick(Change.allCases) ?? .denied
    let pool = relations.filter { $0.kind == .state && !$0.key.isEmpty }
    for _ in 0..<400 {
      guard let relation = random.pick(pool) else { return nil }
      if let pair = ending(relation, change) { return pair }
    }
    return nil
  }

  private mutating func ending(_ relation: Relation, _ change: Change) -> UpdatePair? {
    guard let asked = pickQuestion(of: relation, change),
      let (first, second) = pickTemplates(of: relation, change, changing: asked.changing)
    else { return nil }
    let style = ValueStyle(random: &random)
    guard let (older, newer) = drawValues(first, second, relation, change, changing: asked.changing),
      let before = FactRenderer.render(first, values: older, relation: relation, style: style, random: &random),
      let after = FactRenderer.render(second, values: newer, relation: relation, style: style, random: &random),
      let question = FactRenderer.render(asked.text, values: older, relation: relation, style: style, random: &random)
    else { return nil }
    let wording = UpdateWording(
      relation: relation, template: second, text: after.text, values: newer, style: style, changing: asked.changing,
      written: after.surfaces[asked.changing] ?? [], old: nil)
    let told: String
    switch change {
    case .denied, .deniedElsewhere: told = wording.denying(random: &random)
    case .moved: told = wording.replacing(random: &random)
    case .movedElsewhere: told = wording.ofAnother(random: &random)
    case .joined: told = wording.adding(random: &random)
    }
    let pair = UpdatePair(
      question: UpdateWording.mark(question.text, asked.text, asks: relation.slots[asked.ask], random: &random),
      older: before.text, newer: told, type: .set, succession: change.succession,
      olderAnswers: before.surfaces[asked.ask] ?? [],
      newerAnswers: change == .joined ? after.surfaces[asked.ask] ?? [] : [])
    guard pair.older != pair.newer, pair.olderAnswers.allSatisfy({ Substrings.count($0, in: pair.older) == 1 }),
      pair.newerAnswers.allSatisfy({ Substrings.count($0, in: pair.newer) == 1 })
    else { return nil }
    return pair
  }

  /// A question that the change takes an answer from.
  private mutating func pickQuestion(of relation: Relation, _ change: Change) -> Asked? {
    // By the thing (*Where does Ann live?*) only a denial ends without a new value; by the value all changes do.
    let byValue = !change.isDenial || random.chance(0.4)
    let questions = relation.questions.filter { question in
      guard question.conditionSlot == nil, question.limit == nil, question.item == nil, let ask = question.ask else {
        return false
      }
      return byValue
        ? relation.key == [ask] && (question.form == .set || question.form == .count)
        : !relation.key.contains(ask) && question.form == .set
    }
    guard let question = random.pick(questions), let ask = question.ask,
      let text = random.pick(library.split.texts(of: question, mode: mode)), !UpdateWording.asksOfThePast(text)
    else { return nil }
    let given = question.given(in: text)
    let changing = byValue ? given.first : ask
    guard let changing,
      byValue ? given.count == 1 && !relation.key.contains(changing) : Set(given) == Set(relation.key),
      relation.slots[changing]?.isEntity == true
    else { return nil }
    return Asked(text: text, ask: ask, changing: changing)
  }

  /// How the older and the newer fact are written: with the key and the slot whose value changes.
  private mutating func pickTemplates(
    of relation: Relation, _ change: Change, changing: String
  ) -> (first: RelationTemplate, second: RelationTemplate)? {
    let needed = Set(relation.key + [changing])
    let (main, others) = library.split.facts(of: relation, mode: mode)
    func fit(_ templates: [RelationTemplate], exactly: Bool = false) -> [RelationTemplate] {
      templates.filter { template in
        (!exactly || template.slots.allSatisfy(needed.contains)) && needed.isSubset(of: template.slots)
          && needed.allSatisfy { !template.isList($0) }
      }
    }
    guard let first = random.pick(fit(main).isEmpty ? fit(others) : fit(main)),
      let second = random.pick(change.isDenial ? fit(relation.negated, exactly: true) : fit(main))
    else { return nil }
    return (first, second)
  }

  /// What both facts say; nil where they are not as far apart as the change wants.
  private mutating func drawValues(
    _ first: RelationTemplate, _ second: RelationTemplate, _ relation: Relation, _ change: Change, changing: String
  ) -> (older: [String: [SlotValue]], newer: [String: [SlotValue]])? {
    var source = ValueSource(library: library, mode: mode, facts: 8)
    let older = draw(first, relation, &source)
    var newer = draw(second, relation, &source)
    for key in relation.key where change == .denied || change == .moved { newer[key] = older[key] }
    if change.isDenial || change == .joined { newer[changing] = older[changing] }
    guard UpdateWording.areDistinct(older, relation), UpdateWording.areDistinct(newer, relation),
      change != .moved && change != .movedElsewhere
        || Set(older[changing] ?? []).isDisjoint(with: newer[changing] ?? []),
      change == .denied || change == .moved || relation.key.allSatisfy({ Self.differ(older[$0], newer[$0]) })
    else { return nil }
    return (older, newer)
  }
}

extension UpdateWording {
  /// A denial, half of the time with the words that say that it was so once.
  func denying(random: inout SeededRandom) -> String {
    let isNegation = text.contains(" not ") || text.contains("n't ")
    guard isNegation, text.hasSuffix("."), random.chance(0.6) else {
      return (random.chance(0.3) ? random.pick(["Update: ", "Correction: ", "News: "]) ?? "" : "") + text
    }
    return text.dropLast() + (random.pick([" any more.", " any longer.", " now.", " these days."]) ?? ".")
  }
}
