import NeuralDB

/// A change that facts are told to by id, from the shell or in the REPL.
enum FactChange {
  case retract, restore

  /// Lists the facts that changed, and says which ids changed nothing.
  func apply(to ids: [Int64], in store: FactStore) throws {
    let (changed, already) =
      switch self {
      case .retract: (try store.retract(ids), "retracted")
      case .restore: (try store.restore(ids), "stood")
      }
    for fact in try store.facts(ids: changed) { try Console.out(fact.listed) }
    let others = Set(ids).subtracting(changed).sorted()
    if others.isEmpty { return }
    let numbers = others.map(String.init).joined(separator: ", ")
    Console.complain("\(numbers) \(already) already")
  }
}
