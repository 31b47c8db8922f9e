import NeuralDB

extension ValueHistory.Entry {
  /// Like `2026-02-03T04:05:06.789Z  Porto  [1] Anna lives in Porto. (notes.txt:3)  replaced by [5] Anna moved to
  /// Lisbon. 0.97`, on one line.
  var listed: String {
    var parts = [ISO8601.string(fact.addedAt), value, "[\(fact.id)] \(fact.text)\(origin)"]
    if let retracted = fact.retractedAt { parts.append("retracted \(ISO8601.string(retracted))") }
    if let replacement, let successor {
      let score = JSONText.number(replacement.score, decimals: 2).text
      parts.append("\(verb(replacement)) by [\(successor.id)] \(successor.text) \(score)")
    }
    return parts.joined(separator: "  ")
  }

  var json: JSONText {
    .object([
      ("value", .string(value)),
      ("fact", fact.json),
      ("facts", .integers(facts)),
      ("score", .number(score, decimals: 4)),
      ("replaced_by", replacement.map(json) ?? .null),
    ])
  }

  private var origin: String {
    guard let source = fact.source else { return "" }
    return " (\(source)\(fact.line.map { ":\($0)" } ?? ""))"
  }

  private func verb(_ replacement: Supersession.Replacement) -> String {
    replacement.kind == .ends ? "ended" : "replaced"
  }

  private func json(_ replacement: Supersession.Replacement) -> JSONText {
    .object([
      ("id", .integer(replacement.newer)),
      ("text", .optional(successor?.text)),
      ("added_at", .optional(successor.map { ISO8601.string($0.addedAt) })),
      ("kind", .string(replacement.kind.name)),
      ("score", .number(replacement.score, decimals: 4)),
    ])
  }
}
