import Encoder
import Foundation
import Testing

@testable import NeuralDB

/// The search over fp32 vectors and the one in 8 bits find the same facts, whatever happens to the store.
@Suite struct VectorCacheTests {
  let store: FactStore
  let exact: VectorCache
  let compact: VectorCache

  init() throws {
    store = try FactStore.inMemory()
    exact = VectorCache(store: store, compactFrom: .max)
    compact = VectorCache(store: store, compactFrom: 1)
  }

  @discardableResult
  func tell(_ count: Int, seed: UInt64) throws -> [Int64] {
    let facts = (0..<count).map { NewFact("Fact \(seed) \($0).") }
    return try store.insert(facts, vectors: ClusteredVectors.make(count, seed: seed)).map(\.id)
  }

  func agree(_ asOf: AsOf = .now, includeRetracted: Bool = false) throws {
    let one = try exact.index(asOf, includeRetracted: includeRetracted)
    let other = try compact.index(asOf, includeRetracted: includeRetracted)
    guard case .exact = one.vectors, case .compact = other.vectors else {
      Issue.record("not the forms asked for")
      return
    }
    #expect(one.count == other.count)
    #expect(one.ids == other.ids)
    for query in ClusteredVectors.make(20, seed: 99) {
      for (limit, floor) in [(10, Float(-1)), (200, 0.3), (3, 0.95)] {
        let (expected, found) = (
          try one.search(query, limit: limit, floor: floor), try other.search(query, limit: limit, floor: floor)
        )
        #expect(expected.map(\.id) == found.map(\.id))
        #expect(zip(expected, found).allSatisfy { abs($0.similarity - $1.similarity) < 1e-5 })
      }
    }
    let query = ClusteredVectors.make(1, seed: 7)[0]
    let asked = one.ids.prefix(5) + [9_999]
    for (expected, found) in zip(
      try one.similarities(query, ids: Array(asked)), try other.similarities(query, ids: Array(asked)))
    {
      #expect(abs(expected - found) < 1e-5)
    }
    let facts = one.ids.prefix(20).enumerated().map { (id: $1, limit: 2 + $0 % 4) } + [(id: 5_000, limit: 3)]
    #expect(try one.later(than: facts, floor: 0.4) == other.later(than: facts, floor: 0.4))
  }

  @Test func findTheSameFacts() throws {
    try tell(900, seed: 1)
    try agree()
    let index = try compact.index(.now)
    for index in [index, try exact.index(.now)] {
      #expect(throws: StoreError.self) { try index.search([1, 2], limit: 3) }
      #expect(throws: StoreError.self) { try index.similarities([1, 2], ids: [1]) }
      #expect(try index.search(ClusteredVectors.make(1, seed: 7)[0], limit: -1).isEmpty)
    }
    let facts: [(id: Int64, limit: Int)] = [(900, 3), (5_000, 3), (898, 3), (1, 0)]
    #expect(try index.later(than: facts, floor: -1).map(\.count) == [0, 0, 2, 0])
    #expect(try index.later(than: [], floor: -1).isEmpty)
  }

  @Test func newFactsAreFoundAtOnceAndWithdrawnOnesNoLonger() throws {
    let first = try tell(300, seed: 1)
    try agree()
    try tell(200, seed: 2)
    try agree()
    try store.retract(Array(first[10..<40]))
    try agree()
    try store.restore(Array(first[20..<25]))
    try tell(50, seed: 3)
    try agree()
    try store.forget(Array(first[50..<60]))
    try agree()
    #expect(try compact.index(.now).count == 515)
    for past in [1, 15, 45, 300, 480, 550] { try agree(.fact(Int64(past))) }
    try agree(.now, includeRetracted: true)
    try agree(.fact(320), includeRetracted: true)
  }

  @Test func anIndexInUseStaysAsItWas() throws {
    try tell(100, seed: 1)
    let before = try compact.index(.now)
    try tell(100, seed: 2)
    #expect(try compact.index(.now).count == 200)
    #expect(before.count == 100)
  }

  @Test func factsBecomeCompactWhenThereAreMany() throws {
    let cache = VectorCache(store: store, compactFrom: 150)
    try tell(100, seed: 1)
    guard case .exact = try cache.index(.now).vectors else {
      Issue.record("a hundred facts need no compact form")
      return
    }
    try tell(100, seed: 2)
    guard case .compact(let compact, _) = try cache.index(.now).vectors else {
      Issue.record("two hundred facts are kept in fp32")
      return
    }
    #expect(compact.count == 200)
  }

  @Test func anEmptyStoreHasNothingToFind() throws {
    #expect(try compact.index(.now).search([Float](repeating: 0, count: ClusteredVectors.dimension), limit: 3).isEmpty)
    try tell(3, seed: 1)
    try agree()
  }
}
