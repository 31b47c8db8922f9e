import NeuralDB

extension DatabaseGenerator {
  /// The database with facts of other domains told after its own, `size` in all: a haystack for its needles. Relations
  /// that could answer a question of its domains are left out.
  public mutating func padded(_ database: GoldDatabase, to size: Int) -> GoldDatabase {
    let domains = Set(database.domain.components(separatedBy: " + "))
    let own = Set(relations.filter { domains.contains($0.domain) }.map(\.id))
    let rivals = library.conflicts.filter { !$0.isDisjoint(with: own) }.reduce(into: Set<String>()) { $0.formUnion($1) }
    let others = relations.filter { !domains.contains($0.domain) && !rivals.contains($0.id) }
    var result = database
    var told = Set(database.facts)
    while result.facts.count < size, !others.isEmpty {
      let chosen = Array(random.shuffled(others).prefix(4))
      var builder = FactBuilder(relations: chosen, library: library, mode: mode, facts: 40, random: &random)
      builder.fill(40, random: &random)
      let new = builder.facts.map(\.text).filter { told.insert($0).inserted }
      if new.isEmpty { break }
      result.facts += new.prefix(size - result.facts.count)
    }
    return result
  }
}
