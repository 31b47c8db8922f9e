import Foundation

/// An answer with all that led to it.
public struct Explanation: Sendable, CustomStringConvertible {
  /// One support set and what the reader said of it.
  public struct ReadSet: Sendable {
    public var facts: [Int64]
    public var reading: Reading
  }

  /// The likeliest plan by the question alone; `answer.plan` is another one where the evidence decided.
  public var planned: Plan
  public var answer: Answer
  /// All derivations, before aggregation.
  public var derivations: [Derivation]
  /// Facts set aside for later ones.
  public var superseded: [Supersession.Replacement]
  /// Facts that answer, each with a later one it was read beside, older first.
  public var pairs: [ReadSet] = []
  /// Facts left out since they say that they do not hold at the time asked about.
  public var outsideTime: [Int64]
  public var sets: [ReadSet]
  /// Milliseconds a stage, in order.
  public var timings: [(name: String, milliseconds: Double)]

  public var description: String {
    let relevant = sets.filter { $0.reading.verdict != .irrelevant }
    let first =
      planned.operation == answer.plan.operation ? "" : " (by the evidence; by the question alone: \(planned))"
    var lines = ["plan: \(answer.plan)\(first)"]
    if let coverage = answer.coverage {
      let completeness = coverage.isComplete ? "" : " (incomplete: more facts are near the question)"
      lines.append("read: \(sets.count) sets, \(coverage.read) of \(coverage.total) facts\(completeness)")
    }
    for set in relevant {
      let verdict = set.reading.verdict
      lines.append("  set \(set.facts): \(verdict) \(Self.percent(set.reading.probability(verdict)))")
    }
    for pair in pairs where pair.reading.over >= Self.bearing {
      let kept = pair.reading.keepsOlder ? ", but the older answers" : ""
      lines.append("  beside \(pair.facts): \(pair.reading.overKind) \(Self.percent(pair.reading.over))\(kept)")
    }
    for pair in superseded {
      lines.append("superseded: [\(pair.older)] by [\(pair.newer)] \(Self.percent(Float(pair.score)))")
    }
    if !outsideTime.isEmpty { lines.append("not at the time asked about: \(outsideTime)") }
    lines.append("derivations: \(derivations.count)")
    for derivation in derivations { lines.append("  " + Self.line(derivation)) }
    if !answer.leftOut.isEmpty { lines.append("left out, in another unit: \(answer.leftOut.joined(separator: ", "))") }
    lines.append("answer: \(answer.known ? answer.values.joined(separator: ", ") : "unknown")")
    lines.append(
      "time: " + timings.map { String(format: "%@ %.1f ms", $0.name, $0.milliseconds) }.joined(separator: ", "))
    return lines.joined(separator: "\n")
  }

  /// Probability that the newer of two facts takes the older one's place from which the pair is shown.
  private static let bearing: Float = 0.3

  private static func line(_ derivation: Derivation) -> String {
    var parts: [String] = []
    if let truth = derivation.truth { parts.append(truth ? "TRUE" : "FALSE") }
    if let answer = derivation.answer { parts.append("answer \"\(answer.text)\"") }
    if let measure = derivation.measure { parts.append("measure \"\(measure.text)\"") }
    if let condition = derivation.condition { parts.append("condition \"\(condition.text)\"") }
    parts.append("from \(derivation.facts)")
    return parts.joined(separator: "  ") + "  " + percent(Float(derivation.score))
  }

  private static func percent(_ value: Float) -> String { String(format: "%.3f", value) }
}
