import COpenBLAS
import Foundation

/// Where and of what a report was made.
struct Machine: Codable, Sendable {
  var revision: String
  /// Whether the working tree held changes that the revision does not.
  var modified: Bool
  var cpu: String
  var cores: Int
  var date: String
  /// The kernels that OpenBLAS chose; the environment's OPENBLAS_CORETYPE changes them.
  var openBLAS: String
  /// Load of the last minute at the start: above a few tenths something else was running.
  var load: Double

  static func current(repository: URL) -> Machine {
    let git = { (arguments: [String]) in Shell.output("git", ["-C", repository.path] + arguments) ?? "" }
    var loads = [0.0]
    getloadavg(&loads, 1)
    return Machine(
      revision: git(["rev-parse", "--short=12", "HEAD"]),
      modified: !git(["status", "--porcelain", "--untracked-files=no", "--", "."] + reports).isEmpty,
      cpu: cpuModel, cores: ProcessInfo.processInfo.activeProcessorCount,
      date: ISO8601DateFormatter().string(from: Date()),
      openBLAS: String(cString: openblas_get_corename()), load: loads[0])
  }

  /// What an earlier run wrote is no change of what is measured.
  private static let reports = [":!Benchmarks/Results", ":!Documentation"]

  private static var cpuModel: String {
    let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    func field(_ name: String) -> String? {
      info.split(separator: "\n").first { $0.hasPrefix(name) }?.split(separator: ":").last
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let parts = [field("cpu family").map { "family \($0)" }, field("model\t").map { "model \($0)" }]
    return ([field("model name") ?? "unknown"] + parts.compactMap(\.self)).joined(separator: ", ")
  }

  /// Peak resident memory of this process so far, in bytes; 0 where /proc does not say.
  static var peakMemory: Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) } ?? 0) * 1_024
  }
}
