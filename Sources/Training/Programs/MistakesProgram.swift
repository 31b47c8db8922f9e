import Encoder
import Foundation
import NeuralDB

/// `neuraldb train mistakes`: reads the natural databases that train and generated ones, every question with every fact, and
/// notes what the reader takes for evidence and is none, what evidence it misreads, and which later facts it lets take the
/// place of evidence. Words shared with the question find few of these; negatives that the model itself ranks high are what
/// rankers learn most from (Xiong et al. 2021, "Approximate Nearest Neighbor Negative Contrastive Learning for Dense Text
/// Retrieval").
public struct MistakesProgram: Sendable {
  public let model: NeuralModel

  public init(model: NeuralModel) { self.model = model }

  /// From this probability of an answer, of a verdict or of being part of one a set is a mistake.
  public var floor: Float = 0.05
  /// Facts noted, a question; and of each beginning of a chain, next facts.
  public var facts = 6
  public var nexts = 3
  /// Later facts that a gold fact is read beside, and pairs noted, a question.
  public var laters = 6
  public var pairs = 3

  /// The mistakes made with each question of a database.
  ///
  /// - Parameter place: of the database, see `Mistakes.Line`.
  /// - Throws: what the reader throws.
  public func mistakes(_ database: GoldDatabase, place: String) throws -> [Mistakes.Line] {
    try database.queries.map { query in
      try Mistakes.Line(
        place: place, query: query.query, mistaken: mistaken(query, database), missed: missed(query, database),
        displaced: displaced(query, database))
    }
  }

  /// Gold facts, each with a later one of the same words that was taken to replace or end them, and does not.
  private func displaced(_ query: GoldQuery, _ database: GoldDatabase) throws -> [[Int]] {
    let evidence = query.evidence
    let outdated = GoldExamples().outdated(database, evidence)
    let words = database.facts.map(GoldExamples.words)
    let single = Set(query.derivations.map(\.facts).filter { $0.count == 1 }).map { $0[0] }.sorted()
    let pairs = single.prefix(GoldExamples().positives).flatMap { older -> [[Int]] in
      let others = database.facts.indices.dropFirst(older + 1).filter {
        !evidence.contains($0) && !outdated.contains($0)
      }
      func likeness(_ newer: Int) -> Int { words[older].intersection(words[newer]).count }
      return others.sorted { (likeness($0), $1) > (likeness($1), $0) }.prefix(laters).map { [older, $0] }
    }
    return try zip(pairs, read(query, pairs, database)).map { (pair: $0, over: $1.over) }
      .filter { $0.over >= Self.likely }.sorted { $0.over > $1.over }.prefix(self.pairs).map(\.pair)
  }

  /// From this probability a later fact is taken for a successor.
  private static let likely: Float = 0.3

  /// Gold sets taken for something else, and those that the reader takes other answers from.
  private func missed(_ query: GoldQuery, _ database: GoldDatabase) throws -> [[Int]] {
    let groups = Dictionary(grouping: query.derivations.filter { !$0.facts.isEmpty }, by: \.facts)
    let sets = groups.keys.sorted { $0.lexicographicallyPrecedes($1) }
    return try zip(sets, read(query, sets, database)).filter { set, reading in
      let derivations = groups[set] ?? []
      if let truth = derivations.compactMap(\.truth).first {
        return reading.probability(truth ? .yes : .no) < Self.sure
      }
      let spans = reading.spans.filter { $0.role == .answer && $0.score >= 0.5 }
      let texts = spans.map { span in
        Span(span.range, of: Fact(id: 0, text: database.facts[set[span.fact]], addedAt: .distantPast)).text
      }
      return reading.probability(.answers) < Self.sure || Set(texts) != Set(derivations.compactMap(\.answer))
    }.map(\.0)
  }

  /// From this probability a set is taken for what it is.
  private static let sure: Float = 0.8

  private func mistaken(_ query: GoldQuery, _ database: GoldDatabase) throws -> [[Int]] {
    let gold = Set(query.derivations.map(\.facts) + query.facts)
    let evidence = query.evidence
    let others = database.facts.indices.filter { !evidence.contains($0) }
    let alone = try worst(query, others.map { [$0] }, database, count: facts)
    // What a later fact replaced answers when read alone, and rightly so.
    let single = gold.filter { $0.count == 1 }.map { $0[0] }.sorted()
    let standing = try alone.filter { set in
      let pairs = single.filter { $0 > set[0] }.prefix(2).map { [set[0], $0] }
      return try read(query, pairs, database).allSatisfy { !$0.setsAside(from: 0.5) }
    }
    let beginnings = Set(gold.flatMap { set in (1..<max(set.count, 1)).map { Array(set.prefix($0)) } })
    let chains = try beginnings.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { links in
      try worst(query, others.map { links + [$0] }, database, count: nexts)
    }
    return standing + chains
  }

  /// Of sets that are no evidence those most taken for some.
  private func worst(
    _ query: GoldQuery, _ sets: [[Int]], _ database: GoldDatabase, count: Int
  ) throws -> [[Int]] {
    let readings = try read(query, sets, database)
    let taken = zip(sets, readings).map { (set: $0, probability: 1 - $1.probability(.irrelevant)) }
    return taken.filter { $0.probability >= floor }.sorted { $0.probability > $1.probability }.prefix(count).map(\.set)
  }

  private func read(_ query: GoldQuery, _ sets: [[Int]], _ database: GoldDatabase) throws -> [Reading] {
    try model.reader.read(query.query, sets: sets.map { $0.map { database.facts[$0] } })
  }
}
