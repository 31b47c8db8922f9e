import NeuralDB

extension CheckReport {
  func lines(model: String?) -> [String] {
    var lines = ["facts: \(facts), \(retracted) of them retracted", "vectors: \(embeddings), model \(model ?? "none")"]
    if orphanEmbeddings > 0 { lines.append("vectors that no fact uses: \(orphanEmbeddings)") }
    if brokenEmbeddings > 0 { lines.append("facts without a vector of their text: \(brokenEmbeddings)") }
    if wrongLengths > 0 { lines.append("vectors of the wrong length: \(wrongLengths)") }
    if notFinite > 0 { lines.append("vectors with a number that is not finite: \(notFinite)") }
    if let staleCodes { lines.append("\(staleCodes) is not of these vectors") }
    return lines + problems + [isSound ? "sound" : "not sound"]
  }

  func json(model: String?) -> JSONText {
    .object([
      ("sound", .bool(isSound)),
      ("facts", .integer(Int64(facts))),
      ("retracted", .integer(Int64(retracted))),
      ("vectors", .integer(Int64(embeddings))),
      ("model", .optional(model)),
      ("unused_vectors", .integer(Int64(orphanEmbeddings))),
      ("broken_facts", .integer(Int64(brokenEmbeddings))),
      ("wrong_lengths", .integer(Int64(wrongLengths))),
      ("not_finite", .integer(Int64(notFinite))),
      ("stale_codes", .optional(staleCodes)),
      ("problems", .strings(problems)),
    ])
  }
}
