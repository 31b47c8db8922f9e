import Foundation
import NeuralDB

/// A file of sentences into a database on disk, in turn with the encoder alone over the same sentences.
struct IngestSection {
  let context: SectionContext

  func run() async throws {
    let model = try NeuralModel(folder: ModelLocator.locate(), workers: context.cores)
    let count = context.effort.choose(100, 2_000, 10_000)
    let sentences = SyntheticFacts.make(count)
    let file = context.scratch.appendingPathComponent("ingest.txt")
    try sentences.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    _ = try model.vectors(for: Array(sentences.prefix(100)))
    var (seconds, shares): ([Double], [Double]) = ([], [])
    for run in 0..<context.effort.choose(1, 3, 5) {
      let encoding = try Samples.seconds { _ = try model.vectors(for: sentences) }
      let path = context.scratch.appendingPathComponent("ingest-\(context.cores)-\(run).neuraldb").path
      let database = try NeuralDatabase(store: FactStore(path: path, create: true), model: model)
      let clock = ContinuousClock()
      let begin = clock.now
      let report = try await database.ingest(paths: [file.path])
      let time = (clock.now - begin) / .seconds(1)
      guard report.added == count else { throw BenchmarkError.missing(path: path, hint: "not all facts went in") }
      seconds.append(time)
      shares.append(encoding / time)
    }
    context.emit(
      Row(
        "ingest", "text to disk", cores: context.cores, size: count,
        [.init("facts/s", Samples(seconds)) { Double(count) / $0 }, .init("of the encoder's rate", Samples(shares))]))
  }
}
