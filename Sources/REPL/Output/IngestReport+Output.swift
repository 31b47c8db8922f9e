import Foundation
import NeuralDB

extension IngestReport {
  /// Like `added 30 facts in 0.41 s, 2 unchanged, 1 rejected`.
  var summary: String {
    var parts = ["added \(added) \(added == 1 ? "fact" : "facts") in \(seconds) s"]
    if unchanged > 0 { parts.append("\(unchanged) unchanged") }
    if restored > 0 { parts.append("\(restored) restored") }
    if issueCount > 0 { parts.append("\(issueCount) rejected") }
    return parts.joined(separator: ", ")
  }

  var json: JSONText {
    .object([
      ("added", .integer(Int64(added))),
      ("unchanged", .integer(Int64(unchanged))),
      ("restored", .integer(Int64(restored))),
      ("rejected", .integer(Int64(issueCount))),
      ("elapsed_ms", .number(elapsed / .milliseconds(1), decimals: 1)),
    ])
  }

  private var seconds: String {
    String(format: "%.2f", elapsed / .seconds(1))
  }
}
