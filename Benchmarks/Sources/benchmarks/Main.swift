import Encoder
import Foundation
import NeuralDB

/// Prints a table of what a user waits for: encoding, ingest to disk, lookups and aggregates at several sizes.
@main
struct Benchmarks {
  static func main() async throws {
    let model = try NeuralModel(folder: ModelLocator.locate())
    print(
      "machine: \(ProcessInfo.processInfo.activeProcessorCount) cores, \(MatrixPrecision.fastest.rawValue) products")
    try encoder(model)
    for size in [1_000, 10_000] { try await database(size, model) }
  }

  static func encoder(_ model: NeuralModel) throws {
    let facts = SyntheticFacts.make(2_000)
    let tokens = facts.reduce(0) { $0 + model.encoder.sequence($1).ids.count }
    let seconds = try median(of: 5) { _ = try model.vectors(for: facts) }
    let c = model.encoder.runner.parameters.configuration
    let perToken = 2 * Double(c.layers) * Double(4 * c.hiddenSize * c.hiddenSize + 2 * c.hiddenSize * c.feedForwardSize)
    let rate = Double(tokens) / seconds
    row(
      "encoder",
      String(format: "%.0f sentences/s, %.0f tokens/s, %.0f GFLOP/s", 2_000 / seconds, rate, rate * perToken / 1e9))
  }

  static func database(_ size: Int, _ model: NeuralModel) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("neuraldb-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("facts.txt")
    try SyntheticFacts.make(size).joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    let store = try FactStore(path: folder.appendingPathComponent("bench.neuraldb").path, create: true)
    let database = try NeuralDatabase(store: store, model: model)
    let clock = ContinuousClock()
    let begin = clock.now
    let report = try await database.ingest(paths: [file.path])
    let seconds = (clock.now - begin) / .seconds(1)
    row("ingest \(size)", String(format: "%.0f facts/s to disk", Double(report.added) / seconds))
    let questions = [
      ("lookup", "Which town does Mara Quill 17 live in?"), ("yes/no", "Does Mara Quill 17 live in Torvik?"),
      ("count", "How many people live in Torvik?"),
    ]
    for (name, question) in questions {
      _ = try await database.ask(question)
      var times: [Double] = []
      for _ in 0..<20 { times.append(try await database.ask(question).elapsedMilliseconds) }
      times.sort()
      row("\(name) at \(size)", String(format: "p50 %.1f ms, p95 %.1f ms", times[10], times[18]))
    }
  }

  static func median(of runs: Int, _ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<runs {
      let begin = clock.now
      try body()
      times.append((clock.now - begin) / .seconds(1))
    }
    return times.sorted()[runs / 2]
  }

  static func row(_ name: String, _ value: String) {
    print(name.padding(toLength: 18, withPad: " ", startingAt: 0) + value)
  }
}

/// Sentences of about fifteen tokens, all different.
enum SyntheticFacts {
  private static let names = ["Mara Quill", "Ivo Brandt", "Suri Patel", "Noel Achebe", "Lena Ruiz", "Otto Lind"]
  private static let towns = ["Torvik", "Halden", "Ostrava", "Pune", "Leeds", "Lagos", "Cusco", "Turku"]
  private static let jobs = ["baker", "surveyor", "nurse", "pilot", "gardener", "clerk", "welder"]

  static func make(_ count: Int) -> [String] {
    (0..<count).map { index in
      let person = "\(names[index % names.count]) \(index)"
      return
        "\(person) lives in \(towns[index % towns.count]) and works as a \(jobs[index % jobs.count]) since \(1960 + index % 60)."
    }
  }
}
