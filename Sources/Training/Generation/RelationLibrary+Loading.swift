import NeuralDB

extension RelationLibrary {
  /// Takes over the relations of one file, leaving out what is faulty.
  mutating func load(_ file: RelationFile, file name: String, lists: [String: [RelationFile.List]]) {
    for (pool, values) in file.pools ?? [:] { pools["\(file.domain):\(pool)"] = Self.unique(values) }
    for entry in file.relations {
      var slots: [String: SlotType] = [:]
      for (slot, written) in entry.slots {
        if let type = resolve(written, domain: file.domain) {
          slots[slot] = type
        } else {
          issues.append(RelationIssue(file: name, relation: entry.id, text: slot, reason: "no such pool or type"))
        }
      }
      let context = Context(file: name, relation: entry.id, slots: Set(slots.keys))
      let relation = Relation(
        id: entry.id, domain: file.domain, kind: entry.kind, key: entry.key ?? [], slots: slots,
        facts: templates(entry.facts, context), negated: templates(entry.negated ?? [], context),
        questions: entry.questions.compactMap { question($0, context) },
        descriptions: (entry.descriptions ?? []).filter { slots[$0.of] != nil }
          .map { RelationDescription(slot: $0.of, texts: templates($0.texts, context)) },
        lists: (lists[entry.id] ?? []).map {
          RelationList(headings: $0.headings, items: templates($0.items, context))
        })
      if relation.facts.isEmpty || relation.questions.isEmpty {
        issues.append(RelationIssue(file: name, relation: entry.id, text: "", reason: "no usable fact or question"))
      } else {
        relations.append(relation)
      }
    }
  }

  private struct Context {
    var file: String
    var relation: String
    var slots: Set<String>
  }

  private func resolve(_ slot: RelationFile.Slot, domain: String) -> SlotType? {
    switch slot {
    case .named("person"): return .person
    case .named("time"): return .time
    case .named("month"): return .month
    case .named("weekday"): return .weekday
    case .named("year"): return .year(from: 1950, to: 2024)
    case .named("date"): return .date(from: 2000, to: 2025)
    case .named(let name):
      if pools["\(domain):\(name)"] != nil { return .pool("\(domain):\(name)") }
      return pools[name] == nil ? nil : .pool(name)
    case .typed(let typed): return resolve(typed)
    }
  }

  private func resolve(_ slot: RelationFile.Slot.Typed) -> SlotType? {
    switch slot.type {
    case "number":
      .number(min: slot.min ?? 1, max: slot.max ?? 100, decimals: slot.decimals ?? 0, units: slot.units ?? [])
    case "money": .money(min: slot.min ?? 5, max: slot.max ?? 500)
    case "date": .date(from: slot.from ?? 2000, to: slot.to ?? 2025)
    case "year": .year(from: slot.from ?? 1950, to: slot.to ?? 2024)
    case "time": .time
    case "month": .month
    case "weekday": .weekday
    case "person": .person
    default: nil
    }
  }

  private mutating func templates(
    _ texts: [String], _ context: Context, check: (RelationTemplate) -> RelationTemplateFault? = { _ in nil }
  ) -> [RelationTemplate] {
    texts.compactMap { text in
      do {
        let template = try RelationTemplate(text, slots: context.slots)
        if let slot = template.repeatedSlot { throw RelationTemplateFault.repeatedSlot(slot) }
        if let fault = check(template) { throw fault }
        return template
      } catch {
        issues.append(
          RelationIssue(file: context.file, relation: context.relation, text: text, reason: "\(error)"))
        return nil
      }
    }
  }

  private mutating func question(_ written: RelationFile.Question, _ context: Context) -> RelationQuestion? {
    let by = written.by == "tally" ? nil : written.by
    let tallied = written.by == "tally" ? written.of : nil
    for slot in [written.ask, by, tallied, written.where?.slot, written.item].compactMap({ $0 })
    where !context.slots.contains(slot) {
      issues.append(
        RelationIssue(
          file: context.file, relation: context.relation, text: written.texts.first ?? "",
          reason: "no slot is named '\(slot)'"))
      return nil
    }
    let isLimited = written.limit
    let texts = templates(written.texts, context) { template in
      if let slot = written.where?.slot, !template.slots.contains(slot) { return .missingSlot(slot) }
      if written.where?.op == .between, let slot = written.where?.slot, !template.hasSecond(slot) {
        return .missingSlot(slot + "2")
      }
      if let item = written.item, !template.slots.contains(item) || !template.hasSecond(item) {
        return .missingSlot(item + "2")
      }
      if let item = written.item, template.hasSecondBeforeFirst(item) { return .secondBeforeFirst(item) }
      if isLimited == .top, !template.parts.contains(.count) { return .missingSlot("k") }
      if isLimited == .rank, !template.parts.contains(.ordinal) { return .missingSlot("nth") }
      return nil
    }
    return texts.isEmpty
      ? nil
      : RelationQuestion(
        form: written.form, ask: written.ask, counting: written.count, by: by, tallied: tallied,
        conditionSlot: written.where?.slot, comparator: written.where?.op ?? written.op, limit: written.limit,
        item: written.item, texts: texts)
  }
}
