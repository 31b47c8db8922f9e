/// A text with slots, as in *{giver} gave {receiver} a {gift}.*
struct RelationTemplate: Sendable, Hashable {
  enum Part: Sendable, Hashable {
    case text(String)
    /// `{name}`, `{name+}` (a joined list) or `{name2}` (a second value).
    case slot(String, list: Bool, second: Bool)
    /// `{k}`, how many items.
    case count
    /// `{nth}`, which place.
    case ordinal
  }

  let source: String
  let parts: [Part]

  /// - Throws: `RelationTemplateFault` where a brace does not close, or holds no slot of the relation.
  init(_ source: String, slots: Set<String>) throws {
    self.source = source
    var parts: [Part] = []
    var rest = source[...]
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      guard let close = rest[open...].firstIndex(of: "}") else { throw RelationTemplateFault.unclosedBrace }
      parts.append(try Self.part(String(rest[rest.index(after: open)..<close]), slots: slots))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    self.parts = parts
  }

  private static func part(_ name: String, slots: Set<String>) throws -> Part {
    if slots.contains(name) { return .slot(name, list: false, second: false) }
    if name == "k" { return .count }
    if name == "nth" { return .ordinal }
    if name.hasSuffix("+"), slots.contains(String(name.dropLast())) {
      return .slot(String(name.dropLast()), list: true, second: false)
    }
    if name.hasSuffix("2"), slots.contains(String(name.dropLast())) {
      return .slot(String(name.dropLast()), list: false, second: true)
    }
    throw RelationTemplateFault.unknownSlot(name)
  }

  /// Names of the slots that hold a first value, in order, without repeats.
  var slots: [String] {
    var names: [String] = []
    for case .slot(let name, _, second: false) in parts where !names.contains(name) { names.append(name) }
    return names
  }

  func isList(_ name: String) -> Bool { parts.contains(.slot(name, list: true, second: false)) }
  func hasSecond(_ name: String) -> Bool { parts.contains(.slot(name, list: false, second: true)) }

  /// Whether a second value of the slot stands before its first.
  func hasSecondBeforeFirst(_ name: String) -> Bool {
    let order = parts.compactMap { part -> Bool? in
      if case .slot(name, _, let second) = part { second } else { nil }
    }
    return order.first == true
  }

  /// A slot that stands twice: no value of it could be found again in the text.
  var repeatedSlot: String? {
    var seen: Set<Part> = []
    for case .slot(let name, let list, let second) in parts
    where !seen.insert(.slot(name, list: list, second: second)).inserted { return name }
    return nil
  }
}

/// Why a template cannot be used.
enum RelationTemplateFault: Error, Sendable, CustomStringConvertible {
  case unclosedBrace
  case unknownSlot(String)
  case repeatedSlot(String)
  case missingSlot(String)
  case secondBeforeFirst(String)

  var description: String {
    switch self {
    case .unclosedBrace: "a brace is not closed"
    case .unknownSlot(let name): "no slot is named '\(name)'"
    case .repeatedSlot(let name): "the slot '\(name)' stands twice"
    case .missingSlot(let name): "the slot '\(name)' does not stand in the text"
    case .secondBeforeFirst(let name): "'\(name)2' stands before '\(name)': a plan compares in the order of the text"
    }
  }
}
