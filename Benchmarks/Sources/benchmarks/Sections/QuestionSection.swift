import Encoder
import Foundation
import NeuralDB

/// Questions to answers, at one number of stored facts. What a question is about is encoded; the rest of the database are
/// fillers near some encoded ones, as encoding a million takes too long.
struct QuestionSection {
  let context: SectionContext

  func run() async throws {
    let model = try NeuralModel(folder: ModelLocator.locate(), workers: context.cores)
    let cases = QuestionCases(size: context.size)
    let path = context.scratch.appendingPathComponent("questions-\(context.size).neuraldb").path
    let store = try FactStore(path: path, create: true)
    let database = try NeuralDatabase(store: store, model: model)
    try await database.add(cases.facts)
    let originals = try model.vectors(for: (0..<256).map(SyntheticFacts.filler))
    var random = SeededRandom(seed: 9)
    try SyntheticStore.fill(store, count: max(0, context.size - cases.facts.count)) {
      SyntheticVectors.near(originals[$0 % originals.count], by: 0.3, &random)
    }
    for kind in cases.kinds { try await measure(kind, database) }
  }

  private func measure(_ kind: QuestionCases.Kind, _ database: NeuralDatabase) async throws {
    _ = try await database.ask(kind.questions[0])
    let least = context.effort.choose(2, 5, 20)
    let budget = Duration.seconds(context.effort.choose(0, 3, 20))
    let clock = ContinuousClock()
    let end = clock.now + budget
    var (times, read): ([Double], [Double]) = ([], [])
    while times.count < least || (clock.now < end && times.count < 200) {
      let begin = clock.now
      let answer = try await database.ask(kind.questions[times.count % kind.questions.count])
      times.append((clock.now - begin) / .milliseconds(1))
      read.append(Double(answer.coverage?.read ?? 0))
    }
    let samples = Samples(times)
    context.emit(
      Row(
        "questions", kind.name, cores: context.cores, size: context.size,
        [
          .init("ms p50", samples), .init("ms p95", samples.percentile(0.95)),
          .init("facts read", Samples(read)), .init("questions", Double(times.count)),
        ]))
  }
}
