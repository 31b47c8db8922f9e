import Encoder
import Foundation
import Testing

@testable import NeuralDB

/// The past never changes: random histories against a model that keeps a copy of every state.
@Suite struct AsOfPropertyTests {
  @Test("What was there as of any moment or fact stays as it was, whatever is written later", arguments: 0..<200)
  func thePastIsExact(seed: Int) throws {
    let clock = FakeClock()
    let store = try FactStore(inMemory: { clock.now })
    var random = SeededRandom(seed: UInt64(seed))
    var history = RandomHistory(seed: seed)
    var states: [State] = []
    for step in 0..<11 {
      try history.change(store, step: step, random: &random)
      #expect(try store.visibleIDs() == history.standing.sorted())
      // Sometimes no time passes, and once it runs backwards.
      clock.advance(step == 6 ? -30 : Double.random(in: 0..<1.4, using: &random).rounded(.down))
      // The time of the last change; that of a command is the time of its first batch.
      guard let last = try store.read({ try FactStore.meta($0, "clock") }).flatMap({ Int64($0) }) else { continue }
      states.append(try State(store, .moment(Timestamp.date(last))))
      #expect(states.last?.vectors.ids == history.standing.sorted())
    }
    for state in states { try state.expectUnchanged(in: store) }
    for (id, visible) in history.afterFact { #expect(try store.visibleIDs(asOf: .fact(id)) == visible.sorted()) }
    #expect(try store.visibleIDs(asOf: .moment(.distantPast)).isEmpty)
    #expect(try store.visibleIDs(asOf: .moment(.distantFuture)) == store.visibleIDs())
    #expect(try store.facts(includeRetracted: true, asOf: .moment(.distantFuture)).count == history.told)
    // Erasing is the one thing that reaches back, and takes no more than what it names.
    guard let victim = history.standing.min() else { return }
    try store.forget([victim])
    for state in states.suffix(3) {
      #expect(try store.visibleIDs(asOf: state.asOf) == state.vectors.ids.filter { $0 != victim })
    }
  }

  /// All that a question can see of the store at a moment.
  private struct State {
    var asOf: AsOf
    var vectors: VectorTable
    var facts: [Fact]
    var all: [Fact]
    var near: [LexicalMatch]
    var count: Int

    init(_ store: FactStore, _ asOf: AsOf) throws {
      self.asOf = asOf
      vectors = try store.vectors(asOf: asOf)
      facts = try store.facts(asOf: asOf)
      all = try store.facts(includeRetracted: true, asOf: asOf)
      near = try store.lexicalCandidates("Which town does person 3 like?", limit: 4, asOf: asOf)
      count = try store.count(asOf: asOf)
    }

    func expectUnchanged(in store: FactStore) throws {
      let now = try State(store, asOf)
      #expect(now.vectors.ids == vectors.ids)
      #expect(now.vectors.values == vectors.values)
      #expect(now.facts == facts)
      #expect(now.all == all)
      #expect(now.near == near)
      #expect(now.count == count)
    }
  }
}

/// Random changes to a store, and what they should have made of it: sets of ids, and a stack for `undo`.
private struct RandomHistory {
  private struct Change {
    var token: String?
    var appeared: Set<Int64> = []
    var vanished: Set<Int64> = []
  }

  let seed: Int
  private(set) var standing: Set<Int64> = []
  private(set) var told = 0
  /// What stood right after each fact.
  private(set) var afterFact: [Int64: Set<Int64>] = [:]
  private var changes: [Change] = []
  private var lines = 0

  init(seed: Int) { self.seed = seed }

  mutating func change(_ store: FactStore, step: Int, random: inout SeededRandom) throws {
    let newest = try store.changeMark().newestFact
    let some = newest == 0 ? [] : (0..<3).map { _ in Int64.random(in: 1...newest, using: &random) }
    switch Int.random(in: 0..<9, using: &random) {
    case 0, 1:
      let gone = Set(some).intersection(standing)
      #expect(try Set(store.retract(some)) == gone)
      standing.subtract(gone)
      if !gone.isEmpty { changes.append(Change(vanished: gone)) }
    case 2:
      let back = Set(some).subtracting(standing)
      #expect(try Set(store.restore(some)) == back)
      standing.formUnion(back)
      if !back.isEmpty { changes.append(Change(appeared: back)) }
    case 3, 4:
      let last = changes.popLast()
      #expect(try (store.undo() == nil) == (last == nil))
      standing.subtract(last?.appeared ?? [])
      standing.formUnion(last?.vanished ?? [])
    case 5: try tell(store, batch(step, sourced: true, &random), token: nil)
    case 6: try tell(store, batch(step, sourced: false, &random), token: changes.last?.token ?? "t\(step)")
    default: try tell(store, batch(step, sourced: false, &random), token: nil)
    }
  }

  /// Facts that repeat earlier texts, lines that were read before, and times that sources made up.
  private mutating func batch(_ step: Int, sourced: Bool, _ random: inout SeededRandom) -> [NewFact] {
    (0..<Int.random(in: 1...3, using: &random)).map { _ in
      let number = Int.random(in: 0..<7, using: &random)
      let added: Date? =
        switch Int.random(in: 0..<4, using: &random) {
        case 0: Date(timeIntervalSince1970: 1000)
        case 1: Date(timeIntervalSince1970: 4e9)
        default: nil
        }
      let text = "Person \(number) likes town \(number % 3) since 2019."
      return NewFact(text, source: sourced ? "a.txt" : nil, line: sourced ? number : nil, addedAt: added)
    }
  }

  private mutating func tell(_ store: FactStore, _ batch: [NewFact], token: String?) throws {
    let outcomes = try store.insert(batch, vectors: batch.map { FakeEmbedding.vector($0.text) }, command: token)
    var change = Change(token: token)
    for outcome in outcomes {
      switch outcome {
      case .added(let id): change.appeared.insert(id); told += 1
      case .restored(let id): change.appeared.insert(id)
      case .unchanged: break
      }
    }
    let restored = Set(outcomes.compactMap { if case .restored(let id) = $0 { id } else { nil } })
    for case .added(let id) in outcomes {
      afterFact[id] = standing.union(restored).union(change.appeared.filter { $0 <= id })
    }
    standing.formUnion(change.appeared)
    if change.appeared.isEmpty { return }
    if token != nil, changes.last?.token == token {
      changes[changes.count - 1].appeared.formUnion(change.appeared)
    } else {
      changes.append(change)
    }
  }
}
