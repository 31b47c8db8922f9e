import Foundation
import NeuralDB

/// Stores of many facts, filled without encoding each of them.
enum SyntheticStore {
  /// The store at `url` of `count` fillers, whose vector of row i is `vectors[i]`; made if it is not there.
  static func open(_ url: URL, count: Int, vector: (Int) -> [Float]) throws -> FactStore {
    if FileManager.default.fileExists(atPath: url.path) { return try FactStore(path: url.path, create: false) }
    let store = try FactStore(path: url.path, create: true)
    try fill(store, count: count, vector: vector)
    return store
  }

  static func fill(_ store: FactStore, count: Int, vector: (Int) -> [Float]) throws {
    let batch = 4_096
    for start in stride(from: 0, to: count, by: batch) {
      let rows = start..<min(start + batch, count)
      try store.insert(
        rows.map { NewFact(SyntheticFacts.filler($0), source: "filler", line: $0 + 1) }, vectors: rows.map(vector),
        command: "fill")
    }
  }
}
