import Foundation
import NeuralDB

/// Finds support sets without being told them (Thorne et al. 2020, section on the support set generator): the walk reads
/// what the current retriever and the reader find, and a question whose answer comes out right takes the sets it was
/// derived from for gold.
public struct DistantSupervision: Sendable {
  public let model: NeuralModel

  public init(model: NeuralModel) { self.model = model }

  /// The databases with the questions that were answered right, their support sets and derivations replaced by those
  /// found; gold sets are not looked at. `report` is told how many were.
  public func label(_ databases: [GoldDatabase], report: (String) -> Void) async throws -> [GoldDatabase] {
    var labelled: [GoldDatabase] = []
    var (asked, found) = (0, 0)
    for (index, source) in databases.enumerated() {
      let database = try NeuralDatabase(store: FactStore.inMemory(), model: model)
      let ids = try await database.add(source.facts).map(\.id)
      let places = Dictionary(zip(ids, ids.indices), uniquingKeysWith: { first, _ in first })
      var result = source
      result.queries = []
      for query in source.queries where !query.answer.isEmpty {
        asked += 1
        let answer = try await database.ask(query.query, support: .all)
        guard
          ExactMatch.matches(predicted: answer.values, gold: query.answer, operation: query.type, aliases: [:]),
          !answer.derivations.isEmpty
        else { continue }
        found += 1
        var kept = query
        kept.derivations = answer.derivations.map { GoldDerivation(facts: $0.facts.compactMap { places[$0] }) }
        kept.facts = kept.derivations.map(\.facts)
        result.queries.append(kept)
      }
      if !result.queries.isEmpty { labelled.append(result) }
      if (index + 1) % 25 == 0 { report("explored \(index + 1) of \(databases.count) databases: \(found) of \(asked)") }
    }
    report("sets found for \(found) of \(asked) questions")
    return labelled
  }
}
