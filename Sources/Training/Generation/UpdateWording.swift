import Encoder
import Foundation

/// Words around a fact told later, without knowing what it says, and words of the present in its question.
struct UpdateWording {
  let relation: Relation
  let template: RelationTemplate
  /// As rendered, with its values.
  let text: String
  let values: [String: [SlotValue]]
  let style: ValueStyle
  let changing: String
  /// The values of `changing` as written.
  let written: [String]
  /// The single value that no longer holds, if there is one to name.
  let old: SlotValue?

  /// Plain in 40 %, else announced as a change.
  func replacing(random: inout SeededRandom) -> String {
    if random.chance(0.4) { return text }
    let prefixes =
      isSettled
      ? ["Update: ", "Correction: ", "Correction: ", "New: ", "Corrected: ", "Not as told before: "]
      : ["Update: ", "Correction: ", "New: ", "Change: ", "No longer as before: ", "Now: ", "Changed: "]
    let isTimed = allowsTime
    switch random.unit() {
    case ..<0.35: return namingOld(random: &random) ?? timed(random: &random) ?? (random.pick(prefixes) ?? "") + text
    case ..<0.7 where isTimed: return timed(random: &random) ?? (random.pick(prefixes) ?? "") + text
    case ..<0.8:
      let prefix = random.pick(["Update: ", "Correction: ", isSettled ? "Corrected: " : "Change: "]) ?? ""
      return prefix + (namingOld(random: &random) ?? text)
    default: return (random.pick(prefixes) ?? "") + text
    }
  }

  /// A change of something that the question does not name: its words must not be taken for a replacement.
  func ofAnother(random: inout SeededRandom) -> String {
    if random.chance(0.5) { return text }
    if random.chance(0.5), let timed = timed(random: &random) { return timed }
    return (random.pick(["Update: ", "Correction: ", "New: ", "Now: ", "Changed: "]) ?? "") + text
  }

  /// Plain in 70 %, else announced as one thing more.
  func adding(random: inout SeededRandom) -> String {
    if random.chance(0.7) { return text }
    if text.hasSuffix("."), text.count < 70, random.chance(0.4) {
      return text.dropLast() + (random.pick([" too.", " as well."]) ?? ".")
    }
    return (random.pick(["Also: ", "New: ", "News: ", "Another one: ", "In addition: ", "Further: "]) ?? "") + text
  }

  /// With the value that no longer holds, in place or at the end.
  private func namingOld(random: inout SeededRandom) -> String? {
    guard let old, let type = relation.slots[changing], let new = written.first, written.count == 1,
      let range = text.range(of: new)
    else { return nil }
    let name = style.text(old, type: type, random: &random)
    let rest = text[range.upperBound...]
    if rest == "." {
      let endings =
        isSettled
        ? [", not \(name)", " (not \(name))", " instead of \(name)", " and not \(name)", " (\(name) was wrong)"]
        : [
          ", not \(name) any more", ", no longer \(name)", " (was \(name))", " instead of \(name)", ", not \(name)",
        ]
      return text.dropLast() + (random.pick(endings) ?? "") + "."
    }
    // Where the value is the first of a possessive or a compound nothing can stand after it.
    guard rest.isEmpty || ",;/ ".contains(rest.first ?? " "), !Self.opensNoun(rest) else { return nil }
    let notes =
      isSettled
      ? [" (not \(name))", " (\(name) was wrong)", " (not \(name) as told before)"]
      : [" (was \(name))", " (not \(name) any more)", " (no longer \(name))", " (previously \(name))"]
    return text[..<range.upperBound] + (random.pick(notes) ?? "") + rest
  }

  /// Whether a value goes on into a word of the template, as in *the {colour} door*.
  private static func opensNoun(_ rest: Substring) -> Bool {
    guard let word = rest.split(separator: " ").first, rest.first == " " else { return false }
    let links: Set<Substring> = [
      "is", "are", "was", "were", "has", "have", "in", "on", "at", "of", "for", "to", "from", "and", "by", "with",
      "since", "as", "/", "-", "runs", "lives", "works", "until", "near", "every", "costs", "|", "=", "a",
    ]
    return !links.contains(word)
  }

  /// Whether only a correction can change what the fact says: something done, or a date.
  private var isSettled: Bool { Self.isPast(template) || relation.slots[changing]?.isDate == true }

  /// Whether the fact is a sentence of the present that leaves its time open.
  private var allowsTime: Bool {
    text.hasSuffix(".") && !Self.isPast(template)
      && !template.slots.contains { slot in
        relation.slots[slot].map { $0.isDate || $0 == .time || $0 == .weekday || $0 == .month } ?? true
      }
  }

  private func timed(random: inout SeededRandom) -> String? {
    guard allowsTime else { return nil }
    if random.chance(0.35) {
      return text.dropLast() + (random.pick([" now.", " these days.", " from now on."]) ?? ".")
    }
    guard let start = lowered else { return nil }
    let month = random.pick(ValueStyle.months) ?? "June"
    let date = style.text(
      .date(year: random.int(2025...2026), month: random.int(1...12), day: random.int(1...28)),
      type: .date(from: 2025, to: 2026), random: &random)
    let openings = [
      "Now ", "Now ", "As of \(date), ", "Since last week ", "From \(random.int(1...28)) \(month) on, ", "By now ",
      "As of this \(random.pick(["week", "month", "year"]) ?? "week"), ", "These days ", "Meanwhile ",
    ]
    return (random.pick(openings) ?? "") + start
  }

  /// The text as it goes on after a word: names keep their capital. Nil where that is not known.
  private var lowered: String? {
    switch template.parts.first {
    case .slot(let slot, _, _):
      guard relation.slots[slot]?.isEntity == true, case .entity(let name)? = values[slot]?.first,
        text.hasPrefix(name)
      else { return nil }
      return text
    case .text(let literal):
      let word = literal.prefix { $0 != " " }
      guard ["The", "A", "An", "Our", "All", "Everyone", "There", "People"].contains(word) else { return nil }
      return word.lowercased() + text.dropFirst(word.count)
    default: return nil
    }
  }

  static func areDistinct(_ values: [String: [SlotValue]], _ relation: Relation) -> Bool {
    let names = values.flatMap { slot, items in relation.slots[slot]?.isEntity == true ? items : [] }
    return Set(names).count == names.count && values.values.allSatisfy { Set($0).count == $0.count }
  }
}
