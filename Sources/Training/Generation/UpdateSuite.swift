import NeuralDB

extension UpdatePair {
  /// The pair as a database of two facts and one question.
  var database: GoldDatabase {
    let standing = (isOver ? [] : olderAnswers.map { (0, $0) }) + newerAnswers.map { (1, $0) }
    var query = GoldQuery(
      query: question, type: type, answer: [], facts: [], derivations: [], plan: GoldPlan(), tags: ["update"])
    if let truth {
      query.answer = [truth ? "TRUE" : "FALSE"]
      query.derivations = [GoldDerivation(facts: [0, 1], truth: truth)]
      query.facts = [[0, 1]]
    } else {
      var seen: Set<String> = []
      query.answer = standing.map(\.1).filter { seen.insert($0.lowercased()).inserted }
      query.derivations = standing.map { GoldDerivation(facts: [$0.0], answer: $0.1) }
      query.facts = Set(standing.map(\.0)).sorted().map { [$0] }
    }
    query.tags.append(succession.name)
    return GoldDatabase(domain: "updates", facts: [older, newer], queries: [query])
  }
}

extension RelationLibrary {
  /// A suite of updates of unseen relations, always the same for a state of the relations.
  public func makeUpdateSuite(count: Int) -> HeldOutSuite {
    HeldOutSuite(
      name: "updates", databases: makeUpdatePairs(mode: .unseenRelation, seed: 0x7E11_5A6A, count: count))
  }

  /// Update pairs as databases of two facts.
  public func makeUpdatePairs(mode: Split.Mode, seed: UInt64, count: Int) -> [GoldDatabase] {
    var generator = DatabaseGenerator(library: self, mode: mode, seed: seed)
    return (0..<count).compactMap { _ in generator.nextUpdate()?.database }
  }
}
