import Encoder
import NeuralDB

/// Makes databases with gold derivations from a library of relations. Equal seeds give equal databases, on every
/// machine.
public struct DatabaseGenerator: Sendable {
  let library: RelationLibrary
  let mode: Split.Mode
  let relations: [Relation]
  var random: SeededRandom
  /// Share of the facts that are told in lists, several of a relation in a sentence.
  public var listShare = 0.0

  /// - Parameter mode: what of the library may be used; see `Split.Mode`.
  public init(library: RelationLibrary, mode: Split.Mode, seed: UInt64) {
    self.library = library
    self.mode = mode
    relations = library.relations.filter { library.split.isUnseen($0) == (mode == .unseenRelation) }
    random = SeededRandom(seed: seed ^ StableHash.fnv1a(mode.rawValue))
  }

  /// The next database, of 2...4 relations of one or two domains.
  ///
  /// - Parameters:
  ///   - facts: how many facts; some fewer where the relations do not yield as many.
  ///   - queries: how many questions; likewise.
  public mutating func next(facts: Int = 25, queries: Int = 10) -> GoldDatabase {
    let chosen = choose()
    let domains = RelationLibrary.unique(chosen.map(\.domain))
    var builder = FactBuilder(relations: chosen, library: library, mode: mode, facts: facts, random: &random)
    builder.listShare = listShare
    builder.fill(facts, random: &random)
    var questions = QuestionBuilder(builder: builder, domain: domains.joined(separator: " + "))
    var made: [GoldQuery] = []
    for wish in QuestionWish.list(queries, random: &random) {
      if let query = ask(wish, &questions, besides: made) { made.append(query) }
    }
    let database = GoldDatabase(
      domain: domains.joined(separator: " + "), facts: builder.facts.map(\.text), queries: made)
    let headings = builder.facts.map { fact in fact.heading.map { (kind: fact.relation, heading: $0) } }
    return listShare > 0 ? database.listing(headings, random: &random) : database
  }

  /// Tries the wish, then a simpler one of its kind, then anything.
  private mutating func ask(
    _ wish: QuestionWish, _ questions: inout QuestionBuilder, besides made: [GoldQuery]
  ) -> GoldQuery? {
    let fallback: [QuestionWish] =
      switch wish {
      case .joinedAggregate: [.join, .aggregate]
      case .join: [.joinedAggregate, .plain]
      case .no: [.nothing, .yes]
      default: [.aggregate, .plain]
      }
    for (wish, tries) in [(wish, wish.isJoin ? 400 : 80)] + fallback.map({ ($0, 60) }) {
      for _ in 0..<tries {
        if let query = questions.attempt(wish, random: &random),
          !made.contains(where: { $0.query.lowercased() == query.query.lowercased() })
        {
          return query
        }
      }
    }
    return nil
  }

  /// Relations that can stand side by side without one answering the questions of another.
  private mutating func choose() -> [Relation] {
    guard let first = random.pick(relations) else { return [] }
    let second = random.chance(0.4) ? random.pick(relations)?.domain : nil
    let pool = random.shuffled(relations.filter { $0.domain == first.domain || $0.domain == second })
    let count = random.int(2...4)
    var chosen = [first]
    for relation in pool where chosen.count < count && !chosen.contains(where: { $0.id == relation.id }) {
      let clashes = library.conflicts.contains { group in
        group.contains(relation.id) && chosen.contains { group.contains($0.id) }
      }
      if !clashes { chosen.append(relation) }
    }
    return chosen
  }
}
