import Foundation
import NeuralDB

/// The command from its start to its end, on a small database.
struct StartSection {
  let context: SectionContext

  func run() throws {
    guard FileManager.default.isExecutableFile(atPath: context.neuraldb.path) else {
      throw BenchmarkError.missing(path: context.neuraldb.path, hint: "run 'make build', or give --neuraldb")
    }
    let database = context.scratch.appendingPathComponent("start.neuraldb").path
    let facts = (0..<20).map { "\(SyntheticFacts.person($0)) lives in \(SyntheticFacts.towns[$0 % 12])." }
    try Shell.run(context.neuraldb, ["add", "--db", database] + facts)
    let question = "Where does \(SyntheticFacts.person(3)) live?"
    // 1 is an answer too: unknown.
    try measure("ask, 20 facts", ["ask", "--db", database, question], accepting: [0, 1])
    try measure("repl, no input", ["repl", "--db", database])
    try measure("help", ["--help"])
  }

  private func measure(_ name: String, _ arguments: [String], accepting: Set<Int32> = [0]) throws {
    let times = try Samples.timing(context.effort.choose(2, 15, 40)) {
      try Shell.run(context.neuraldb, arguments, accepting: accepting)
    }
    context.emit(
      Row(
        "start", name, cores: context.cores,
        [.init("ms p50", times) { $0 * 1e3 }, .init("ms p95", times.percentile(0.95) * 1e3)]))
  }
}
