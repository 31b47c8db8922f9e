import Foundation
import Testing

@testable import NeuralDB

@Suite struct StoreHistoryTests {
  @Test func undoWalksBackThroughCommands() throws {
    let store = try FactStore.inMemory()
    try store.tell("Ann lives in Oslo.", "Bob lives in Rome.")
    try store.retract([1])
    try store.tell("Cid lives in Bern.")
    #expect(try store.undo()?.facts == [3])
    #expect(try store.texts == ["Bob lives in Rome."])
    #expect(try store.undo()?.command.kind == .retract)
    #expect(try store.texts == ["Ann lives in Oslo.", "Bob lives in Rome."])
    #expect(try store.undo()?.facts == [1, 2])
    #expect(try store.texts.isEmpty)
    #expect(try store.undo() == nil)
    #expect(try store.history().map(\.kind) == [.undo, .undo, .undo, .add, .retract, .add])
    #expect(try store.count(asOf: .fact(3)) == 2)
  }

  @Test func unknownIdsChangeNothing() throws {
    let store = try FactStore.inMemory()
    try store.tell("Ann lives in Oslo.")
    #expect(throws: StoreError.unknownFacts([7])) { try store.retract([1, 7]) }
    #expect(throws: StoreError.unknownFacts([7])) { try store.forget([1, 7]) }
    #expect(try store.retract([1, 1]) == [1])
    #expect(try store.retract([1]).isEmpty)
    #expect(try store.restore([1]) == [1])
    #expect(try store.history().map(\.kind) == [.restore, .retract, .add])
  }

  @Test func forgettingLeavesNoBytes() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.sqlite"
    let store = try FactStore(path: path, create: true)
    try store.tell("The secret word is Xylophonist.", "Ann lives in Oslo.")
    try store.insert(
      [NewFact("Quetzalcoatl is here.", source: "hushhush.txt", line: 1)], vectors: [FakeEmbedding.vector("q")])
    let before = try store.changeMark()
    try store.retract([1])
    #expect(try bytes(in: folder.path, contain: "xylophonist"))
    try store.forget([1, 3])
    for word in ["Xylophonist", "xylophonist", "secret", "quetzalcoatl", "Quetzalcoatl", "hushhush"] {
      #expect(try !bytes(in: folder.path, contain: word), "\(word) is still in the file")
    }
    let vector = VectorCoding.data(FakeEmbedding.vector("The secret word is Xylophonist."))
    #expect(try !bytes(in: folder.path, contain: vector))
    #expect(try store.check().isSound)
    #expect(try store.check().embeddings == 1)
    #expect(try store.changeMark().erasures == before.erasures + 1)
    #expect(try store.tell("New.") == [4])
    #expect(try store.history(limit: 2).map(\.kind) == [.add, .forget])
  }

  @Test func aSharedEmbeddingOutlivesOneOfItsFacts() throws {
    let store = try FactStore.inMemory()
    try store.tell("Ann lives in Oslo.")
    try store.tell("Ann lives in Oslo.")
    try store.forget([1])
    #expect(try store.vectors().ids == [2])
    #expect(try store.check().isSound)
  }

  /// Random commands, with a copy of the visible facts after each: asking for that moment must give it back.
  @Test(arguments: 0..<6) func thePastIsExact(seed: Int) throws {
    let clock = FakeClock()
    let store = try FactStore(inMemory: { clock.now })
    var random = SplitMix(state: UInt64(seed))
    var states: [(moment: Date, visible: [Int64])] = []
    var afterFact: [Int64: [Int64]] = [:]
    for step in 0..<40 {
      let newest = try store.changeMark().newestFact
      let some = newest == 0 ? [] : (0..<3).map { _ in Int64.random(in: 1...newest, using: &random) }
      switch Int.random(in: 0..<6, using: &random) {
      case 0: try store.retract(some)
      case 1: try store.restore(some)
      case 2: try store.undo()
      default:
        let id = try store.tell("Fact \(step % 7) of seed \(seed).")
        afterFact[id[0]] = try store.visibleIDs()
      }
      // Sometimes no time passes, and once it runs backwards.
      clock.advance(step == 20 ? -30 : Double.random(in: 0..<1, using: &random).rounded())
      guard let last = try store.history(limit: 1).first?.at else { continue }
      if states.last?.moment == last { states.removeLast() }
      states.append((last, try store.visibleIDs()))
    }
    for state in states { #expect(try store.visibleIDs(asOf: .moment(state.moment)) == state.visible) }
    for (id, visible) in afterFact { #expect(try store.visibleIDs(asOf: .fact(id)) == visible) }
    #expect(try store.visibleIDs(asOf: .moment(.distantPast)).isEmpty)
    #expect(try store.visibleIDs(asOf: .moment(.distantFuture)) == store.visibleIDs())
    #expect(try store.check().isSound)
  }

  private func bytes(in folder: String, contain word: String) throws -> Bool {
    try bytes(in: folder, contain: Data(word.utf8))
  }

  private func bytes(in folder: String, contain needle: Data) throws -> Bool {
    try FileManager.default.contentsOfDirectory(atPath: folder).contains { name in
      try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)).range(of: needle) != nil
    }
  }
}

/// Random numbers that a failing test can repeat.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
