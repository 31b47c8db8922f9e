import Foundation
import NeuralDB

extension EvaluationReport {
  /// The report for people.
  var table: String {
    var lines = ["\(suite): \(databases) databases, \(overall.total) questions"]
    lines.append(Self.row("exact match", overall.total, overall.rate))
    for (name, score) in byType.sorted(by: { $0.key < $1.key }) {
      lines.append(Self.row("  \(name)", score.total, score.rate))
    }
    if !byTag.isEmpty { lines.append("by tag") }
    for (name, score) in byTag.sorted(by: { $0.key < $1.key }) {
      lines.append(Self.row("  \(name)", score.total, score.rate))
    }
    lines.append(Self.row("operator", operators.total, operators.rate))
    lines.append("support  precision \(Self.written(support.precision)), recall \(Self.written(support.recall))")
    lines.append(
      "unknown  precision \(Self.written(unknown.precision)), recall \(Self.written(unknown.recall)), "
        + "F1 \(Self.written(unknown.f1)), \(unknown.gold) questions")
    lines.append("confidence  expected calibration error \(Self.written(reliability.error))")
    lines.append(
      "\(Self.written(factsPerSecond, decimals: 0)) facts/s, \(Self.written(questionsPerSecond, decimals: 1)) questions/s"
    )
    return lines.joined(separator: "\n")
  }

  private static func row(_ name: String, _ count: Int, _ rate: Double?) -> String {
    name.padding(toLength: max(24, name.count + 2), withPad: " ", startingAt: 0) + written(rate) + "  of \(count)"
  }

  private static func written(_ value: Double?, decimals: Int = 3) -> String {
    value.map { String(format: "%.\(decimals)f", $0) } ?? "-"
  }
}
