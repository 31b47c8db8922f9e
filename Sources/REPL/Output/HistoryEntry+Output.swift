import Foundation
import NeuralDB

extension HistoryEntry {
  /// Like `3  2026-02-03T04:05:06.789Z  add      2 facts: 4, 5  (undone)`.
  var listed: String {
    let ids = facts.map(String.init).joined(separator: ", ")
    let more = factCount > facts.count && !facts.isEmpty ? ", ..." : ""
    let verb = kind.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0)
    return "\(id)  \(ISO8601.string(at))  \(verb) \(factCount) \(factCount == 1 ? "fact" : "facts")"
      + (ids.isEmpty ? "" : ": \(ids)\(more)") + (undoneBy == nil ? "" : "  (undone)")
  }

  var json: JSONText {
    .object([
      ("id", .integer(id)),
      ("kind", .string(kind.rawValue)),
      ("at", .string(ISO8601.string(at))),
      ("fact_count", .integer(Int64(factCount))),
      ("facts", .integers(facts)),
      ("undone_by", undoneBy.map(JSONText.integer) ?? .null),
    ])
  }
}
