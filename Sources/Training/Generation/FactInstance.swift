/// A fact of a database with what it says.
struct FactInstance: Sendable {
  /// Index into the database's relations.
  var relation: Int
  var text: String
  var negated: Bool
  /// Only of the slots that the text expresses.
  var values: [String: [SlotValue]]
  /// As written, in the order of `values`.
  var surfaces: [String: [String]]
  /// Of a `state` relation: the things the fact is about. Restatements share it.
  var record: String?
  /// Of an item that is to be told in a list: what stands before it.
  var heading: String?

  func expresses(_ slots: [String]) -> Bool { slots.allSatisfy { values[$0] != nil } }
  func says(_ slot: String, _ value: SlotValue) -> Bool { values[slot]?.contains(value) == true }
}
