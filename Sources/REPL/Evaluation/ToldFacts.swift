import NeuralDB

/// The facts of a suite's database as the store holds them.
struct ToldFacts {
  var database: NeuralDatabase
  /// Indices in the suite of the facts that could be stored, ascending.
  var indices: [Int]
  /// Their ids, ascending.
  var ids: [Int64]

  var count: Int { ids.count }

  /// The state in which only facts `0...height` exist.
  func asOf(height: Int?) -> AsOf {
    guard let height, let last = indices.last, height < last else { return .now }
    // Ids begin with 1, so nothing stands as of 0.
    return .fact(indices.lastIndex { $0 <= height }.map { ids[$0] } ?? 0)
  }

  /// The ids of the suite's facts with these indices, in the same order; a chain is told from its first fact on.
  func ids(of indices: [Int]) -> [Int64] {
    let byIndex = Dictionary(zip(self.indices, ids)) { first, _ in first }
    return indices.compactMap { byIndex[$0] }
  }

  /// The suite's indices of these facts.
  func indices(of facts: [Int64]) -> Set<Int> {
    let byID = Dictionary(zip(ids, indices)) { first, _ in first }
    return Set(facts.compactMap { byID[$0] })
  }
}
