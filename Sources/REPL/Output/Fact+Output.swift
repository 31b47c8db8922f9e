import NeuralDB

extension Fact {
  /// The fact as every list shows it.
  var listed: String { "[\(id)] \(text)\(retractedAt == nil ? "" : " (retracted)")" }

  /// One object of `facts --json`, with the keys that an export has; absent ones are null.
  var json: JSONText {
    .object([
      ("id", .integer(id)),
      ("text", .string(text)),
      ("source", .optional(source)),
      ("line", line.map { .integer(Int64($0)) } ?? .null),
      ("added_at", .string(ISO8601.string(addedAt))),
      ("retracted_at", .optional(retractedAt.map(ISO8601.string))),
    ])
  }
}
