import NeuralDB

/// A relation ready for use: types resolved, templates parsed, faulty ones left out.
struct Relation: Sendable {
  enum Kind: String, Codable, Sendable { case state, multi, event }

  var id: String
  var domain: String
  var kind: Kind
  var key: [String]
  var slots: [String: SlotType]
  var facts: [RelationTemplate]
  var negated: [RelationTemplate]
  var questions: [RelationQuestion]
  var descriptions: [RelationDescription]
  var lists: [RelationList] = []
}

/// Questions of one form and meaning.
struct RelationQuestion: Sendable {
  enum Form: String, Codable, Sendable { case set, bool, count, min, max, argmin, argmax, sum, avg, compare }
  enum Limit: String, Codable, Sendable { case top, rank }

  var form: Form
  var ask: String?
  var counting: Counting?
  /// Slot that orders; nil for tallies.
  var by: String?
  /// Slot that is tallied.
  var tallied: String?
  var conditionSlot: String?
  var comparator: Comparator?
  var limit: Limit?
  var item: String?
  var texts: [RelationTemplate]

  /// The slots of `text` that must match a fact: all but the constant of the condition.
  func given(in text: RelationTemplate) -> [String] { text.slots.filter { $0 != conditionSlot && $0 != item } }

  /// The slots a fact must express to be read.
  var needed: [String] { [ask, by, tallied, conditionSlot, item].compactMap { $0 } }

  var operation: Operator { form == .compare ? .bool : Operator(rawValue: form.rawValue) ?? .set }
}

/// How several facts of a relation are told in one sentence: *Cooking times: ragout 45 minutes, dal 30 minutes*.
struct RelationList: Sendable {
  /// What stands before the items; empty for nothing.
  var headings: [String]
  var items: [RelationTemplate]
}

/// Noun phrases that stand for the value of a slot.
struct RelationDescription: Sendable {
  var slot: String
  var texts: [RelationTemplate]
}
