import Encoder
import NeuralDB

/// Metamorphic variants: the same facts told otherwise, so that every gold answer stays what it is.
extension GoldDatabase {
  /// The facts in another order; as it is where the order tells what holds now.
  public func shuffled(random: inout SeededRandom) -> GoldDatabase {
    guard updates == nil else { return self }
    let order = Array(facts.indices).shuffled(using: &random)
    var places = Array(repeating: 0, count: facts.count)
    for (place, fact) in order.enumerated() { places[fact] = place }
    var result = self
    result.facts = order.map { facts[$0] }
    for query in queries.indices {
      result.queries[query].facts = queries[query].facts.map { $0.map { places[$0] } }
      for index in queries[query].derivations.indices {
        result.queries[query].derivations[index].facts = queries[query].derivations[index].facts.map { places[$0] }
      }
    }
    return result
  }

  /// A third of the facts told a second time, after all others, word for word.
  public func repeating(random: inout SeededRandom) -> GoldDatabase {
    guard updates == nil else { return self }
    var result = self
    result.facts += facts.shuffled(using: &random).prefix(facts.count / 3)
    return result
  }
}
