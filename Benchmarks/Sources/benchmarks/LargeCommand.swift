import ArgumentParser
import Encoder
import Foundation
import NeuralDB

/// One database of a million facts, kept between runs: what opening, searching, asking, telling and erasing cost there.
///
/// `/usr/bin/time -v benchmarks large --db FILE` says what it takes in memory, too.
struct LargeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "large", abstract: "Measure one large database, made if it is not there.")

  @Option var db: String
  @Option var count = 1_000_000
  @Option(help: "Kinds of questions: lookups, joins, then counts.")
  var kinds = 2
  @Flag(help: "Also tell, withdraw, restore and erase a fact.")
  var changes = false

  func run() async throws {
    let model = try NeuralModel(folder: ModelLocator.locate(), workers: Cores.available)
    let cases = QuestionCases(size: count)
    if !FileManager.default.fileExists(atPath: db) { try await make(model, cases) }
    let store = try FactStore(path: db, create: false)
    try measureSearch(store, model, Array(cases.kinds.flatMap(\.questions).prefix(40)))
    let database = try NeuralDatabase(store: store, model: model)
    for kind in cases.kinds.prefix(kinds) {
      var stages: [(name: String, times: [Double])] = []
      for question in kind.questions {
        let explanation = try await database.explain(question)
        if stages.isEmpty { stages = explanation.timings.map { ($0.name, []) } }
        for index in stages.indices { stages[index].times.append(explanation.timings[index].milliseconds / 1e3) }
      }
      let totals = stages[0].times.indices.map { question in stages.reduce(0) { $0 + $1.times[question] } }
      report(kind.name, Samples(totals))
      for stage in stages { report("  \(stage.name)", Samples(stage.times)) }
    }
    if changes { try change(store, model) }
    say("peak RSS \(Int(Machine.peakMemory / 1e6)) MB")
  }

  /// The vectors alone; they are let go before those of the questions are opened.
  private func measureSearch(_ store: FactStore, _ model: NeuralModel, _ questions: [String]) throws {
    let queries = try model.vectors(for: questions)
    var search: VectorSearch?
    report("open the vectors", try Samples([Samples.seconds { search = try VectorSearch(store: store) }]))
    guard let search else { return }
    report("first search", try Samples([Samples.seconds { _ = try search.nearest(queries[0], limit: 56) }]))
    let times = try queries.map { query in try Samples.seconds { _ = try search.nearest(query, limit: 56) } }
    report("a search", Samples(times))
    let together = try (0..<5).map { _ in try Samples.seconds { _ = try search.nearest(queries, limit: 6) } }
    report("\(queries.count) searches in one pass", Samples(together))
  }

  private func make(_ model: NeuralModel, _ cases: QuestionCases) async throws {
    let store = try FactStore(path: db, create: true)
    try await NeuralDatabase(store: store, model: model).add(cases.facts)
    let originals = try model.vectors(for: (0..<256).map(SyntheticFacts.filler))
    var random = SeededRandom(seed: 9)
    try SyntheticStore.fill(store, count: max(0, count - cases.facts.count)) {
      SyntheticVectors.near(originals[$0 % originals.count], by: 0.3, &random)
    }
    try store.close()
  }

  /// Every change is followed by a search, so that what the change costs the next question is in its time.
  private func change(_ store: FactStore, _ model: NeuralModel) throws {
    let text = "The blue heron nests behind the mill."
    let vector = try model.vectors(for: [text])[0]
    let search = try VectorSearch(store: store)
    var id: Int64 = 0
    func found() throws -> Bool { try search.nearest(vector, limit: 1).first?.id == id }
    func time(_ name: String, _ wanted: Bool, _ body: () throws -> Void) throws {
      let write = try Samples.seconds(body)
      let read = try Samples.seconds {
        if try found() != wanted { say("\(name): the search is wrong") }
      }
      report(name, Samples([write]))
      report("  the next search", Samples([read]))
    }
    try time("tell a fact", true) { id = try store.insert([NewFact(text)], vectors: [vector])[0].id }
    try time("withdraw it", false) { try store.retract([id]) }
    try time("restore it", true) { try store.restore([id]) }
    try time("forget it", false) { try store.forget([id]) }
  }

  /// Straight to the terminal or file: a line is seen when it is there.
  private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

  private func report(_ name: String, _ samples: Samples) {
    func figure(_ seconds: Double) -> String { Row.figure(seconds * 1e3) }
    let spread =
      samples.count > 1 ? " p50 of \(samples.count), p95 \(figure(samples.percentile(0.95)))" : ""
    say("\(name): \(figure(samples.median)) ms\(spread)")
  }
}
