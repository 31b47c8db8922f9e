import Encoder
import Foundation
import NeuralDB

extension TrainingMixture {
  /// Draws retriever examples: half of the draws from natural databases, the rest from generated ones,
  /// role facts and public sets.
  public func retrieverBatches() throws -> @Sendable (_ step: Int, _ count: Int) -> [RetrieverExample] {
    let library = try RelationLibrary(folder: data.appendingPathComponent("Relations"))
    let natural = try naturalDatabases(.training)
    let real = try realRetrievals() + roleRetrievals()
    let (seed, maker) = (seed, GoldExamples())
    return { step, count in
      var random = SeededRandom(seed: seed &+ UInt64(step) &* 0xD134_2543_DE82_EF95)
      var examples: [RetrieverExample] = []
      while examples.count < count {
        let draw = random.next() % 10
        if draw < 3, let example = real.randomElement(using: &random) {
          examples.append(example)
        } else {
          var database = natural.randomElement(using: &random)
          if draw >= 8 || database == nil {
            var generator = DatabaseGenerator(library: library, mode: .train, seed: random.next())
            database = generator.next(facts: 25, queries: 4)
          }
          let found = database.map { maker.retrievals($0, random: &random) } ?? []
          examples += found.shuffled(using: &random).prefix(3)
        }
      }
      return Array(examples.prefix(count))
    }
  }

  /// Draws retriever examples with no gold sets: from the natural and `generated` generated databases, labelled by what
  /// `supervision` finds.
  public func distantBatches(
    _ supervision: DistantSupervision, generated: Int, report: (String) -> Void
  ) async throws -> @Sendable (_ step: Int, _ count: Int) -> [RetrieverExample] {
    let library = try RelationLibrary(folder: data.appendingPathComponent("Relations"))
    var generator = DatabaseGenerator(library: library, mode: .train, seed: seed &+ 0xD157)
    let sources = try naturalDatabases(.training)
    let made = (0..<generated).map { _ in generator.next(facts: 25, queries: 8) }
    let databases = try await supervision.label(sources + made, report: report)
    guard !databases.isEmpty else {
      throw TrainingError.noData(what: "the reader answers none of the questions, so that no support sets are found")
    }
    let (seed, maker) = (seed, GoldExamples())
    return { step, count in
      var random = SeededRandom(seed: seed &+ UInt64(step) &* 0xD134_2543_DE82_EF95)
      var examples: [RetrieverExample] = []
      while examples.count < count, let database = databases.randomElement(using: &random) {
        examples += maker.retrievals(database, random: &random).shuffled(using: &random).prefix(3)
      }
      return Array(examples.prefix(count))
    }
  }

  /// Each question of a role fact should find it; facts told nearby are in the way.
  private func roleRetrievals() throws -> [RetrieverExample] {
    let facts = try roleFacts()
    return facts.enumerated().flatMap { index, fact in
      let near = [index - 1, index + 1].filter(facts.indices.contains).map { facts[$0].fact.fact }
      return fact.fact.ask.map { RetrieverExample(question: $0.q, positives: [fact.fact.fact], negatives: near) }
    }
  }

  /// Question and evidence pairs of the public sets, with a fact read as irrelevant beside each.
  private func realRetrievals() throws -> [RetrieverExample] {
    guard let realData else { return [] }
    let loader = RealData(folder: realData)
    return try [RealDataSet.squadshifts, .squad, .qamr].flatMap { set -> [RetrieverExample] in
      let groups = Dictionary(grouping: try loader.readerExamples(set), by: \.question)
      return groups.keys.sorted().compactMap { question in
        guard let examples = groups[question],
          let positive = examples.first(where: { $0.support == .answers && $0.facts.count == 1 })
        else { return nil }
        let negatives = examples.filter { $0.support == .irrelevant }.flatMap(\.facts).filter {
          $0 != positive.facts[0]
        }
        return RetrieverExample(question: question, positives: positive.facts, negatives: Array(negatives.prefix(2)))
      }
    }
  }
}
