import NeuralDB

extension Answer {
  /// The object that `--json` prints.
  var json: JSONText {
    .object([
      ("query", .string(query)),
      ("operator", .string(plan.operation.rawValue)),
      ("answer", .strings(values)),
      ("known", .bool(known)),
      ("confidence", .number(confidence, decimals: 4)),
      ("derivations", .array(derivations.map(\.json))),
      ("facts", .array(facts.map { .object([("id", .integer($0.id)), ("text", .string($0.text))]) })),
      ("superseded", .integers(superseded)),
      ("elapsed_ms", .number(elapsedMilliseconds, decimals: 1)),
    ])
  }

  /// What a person reads: the values, one a line, then the facts they rest on, dimmed.
  var lines: [String] {
    (known ? values : ["unknown"]) + facts.map { Console.dimmed("  \($0.listed)") }
  }

  /// On one line.
  var summary: String { known ? values.joined(separator: "; ") : "unknown" }
}

extension Derivation {
  fileprivate var json: JSONText {
    .object([
      ("answer", .optional(answer?.text)),
      ("measure", .optional(measure?.text)),
      ("condition", .optional(condition?.text)),
      ("truth", truth.map(JSONText.bool) ?? .null),
      ("score", .number(score, decimals: 4)),
      ("facts", .integers(facts)),
    ])
  }
}
