import Encoder
import NeuralDB

/// Metamorphic variants: the same facts told otherwise, so that every gold answer stays what it is.
extension GoldDatabase {
  /// The facts in another order; as it is where the order tells what holds now.
  public func shuffled(random: inout SeededRandom) -> GoldDatabase {
    guard updates == nil else { return self }
    return telling(Array(facts.indices).shuffled(using: &random).map { [$0] }) { facts[$0[0]] }
  }

  /// A third of the facts told a second time, after all others, word for word. Sums and counts of events, which may well be
  /// told twice of two, are left out.
  public func repeating(random: inout SeededRandom) -> GoldDatabase {
    guard updates == nil else { return self }
    var result = self
    result.queries = queries.filter { $0.type != .sum && $0.type != .avg && $0.plan.counting != .events }
    result.facts += facts.shuffled(using: &random).prefix(facts.count / 3)
    return result
  }
}
