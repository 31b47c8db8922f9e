/// Which facts to read for a question: of a small database all but those too far from it, else the nearest by vector and by
/// words; and what partial sets grow by.
struct SupportSetGenerator: Sendable {
  let model: NeuralModel
  let store: FactStore
  let index: VectorIndex
  let asOf: AsOf
  var includesRetracted = false

  /// Facts a lookup or yes/no question reads, and an aggregate: recall against time.
  static let lookupDepth = 56
  static let aggregateDepth = 2_400
  static let lexicalDepth = 12
  /// Partial sets of one fact that grow, and of two.
  static let grownSets = 4
  static let regrownSets = 2
  /// Facts tried on each by vector, half as many by words; more where every fact matters.
  static let growth = 8
  static let aggregateGrowth = 24
  /// Facts of the longest set.
  static let longestChain = 3

  /// Ids of the facts to read singly, ascending.
  ///
  /// - Parameters:
  ///   - query: the question's vector.
  ///   - thresholds: what is too far from the question to be read.
  func candidates(
    _ question: String, query: [Float], plan: Plan, source: SupportSource, _ thresholds: Thresholds
  ) throws -> (ids: [Int64], coverage: Coverage) {
    let total = index.count
    if source == .all { return (index.ids, Coverage(read: total, total: total, isComplete: true)) }
    let unread = plan.collects ? thresholds.aggregateUnread : thresholds.unread
    let depth = plan.isAggregate ? Self.aggregateDepth : Self.lookupDepth
    if total <= depth {
      let ids = try zip(index.ids, nearness(query, ids: index.ids)).filter { $0.1 >= unread }.map(\.0)
      return (ids, Coverage(read: ids.count, total: total, isComplete: true))
    }
    let floor = plan.isAggregate ? thresholds.similarity : -1
    let near = try index.search(query, limit: depth, floor: floor)
    let lexical = try store.lexicalCandidates(
      question, limit: Self.lexicalDepth, asOf: asOf, includeRetracted: includesRetracted)
    let best = near.map(\.similarity).max() ?? 0
    let ids = Set(near.filter { $0.similarity >= best + unread }.map(\.id)).union(lexical.map(\.id)).sorted()
    let complete = !plan.isAggregate || near.count < depth
    return (ids, Coverage(read: ids.count, total: total, isComplete: complete))
  }

  /// Of each fact: the cosine to what the retriever looks for, less the highest among them; 0 at most.
  ///
  /// - Parameter apart: facts that the others are not measured against, unless there are no others.
  func nearness(_ query: [Float], ids: [Int64], apart: Set<Int64> = []) throws -> [Float] {
    let similarities = try index.similarities(query, ids: ids)
    let best = zip(ids, similarities).filter { !apart.contains($0.0) }.map(\.1).max() ?? similarities.max() ?? 0
    return similarities.map { min($0 - best, 0) }
  }

  /// For each partial set, the sets grown from it by one fact: those that the retriever finds for question and set together,
  /// and those that share words with the set's last fact.
  ///
  /// - Parameter links: first facts of chains. They look like one another and seldom follow one another: of a thing that was
  ///   taken and put down ten times, they neither take the places of other facts nor make these look far away.
  func grow(
    _ question: String, from sets: [[Fact]], plan: Plan, links: Set<Int64>
  ) throws -> [[(ids: [Int64], nearness: Float)]] {
    let limit = plan.isAggregate ? Self.aggregateGrowth : Self.growth
    let queries = try sets.map { try model.query(question, found: $0.map(\.text)) }
    let near = try index.search(
      zip(queries, sets).map { VectorIndex.Search(query: $0, limit: limit + $1.count + links.count) })
    return try sets.indices.map { place in
      let own = sets[place].map(\.id)
      let lexical = try store.lexicalCandidates(
        sets[place].last?.text ?? "", limit: limit / 2, asOf: asOf, includeRetracted: includesRetracted
      ).map(\.id)
      var seen = Set(own)
      let others = near[place].map(\.id).filter { !own.contains($0) }
      let ids =
        (others.filter { !links.contains($0) }.prefix(limit) + others.prefix(limit).filter(links.contains) + lexical)
        .filter { seen.insert($0).inserted }
      return try zip(ids, nearness(queries[place], ids: ids, apart: links)).map { (own + [$0], $1) }
    }
  }
}
