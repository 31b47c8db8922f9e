import Foundation
import Testing

@testable import NeuralDB

@Suite struct StoreHistoryTests {
  @Test func undoPassesOverWhatForgetEmptied() throws {
    let store = try FactStore.inMemory()
    try store.insert([NewFact("a")], vectors: [FakeEmbedding.vector("a")])
    try store.insert([NewFact("b")], vectors: [FakeEmbedding.vector("b")])
    try store.forget([2])
    #expect(try store.undo()?.facts == [1])
    #expect(try store.undo() == nil)
  }

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

  @Test("A fact dated by its source is there from when it was stored, not from that date")
  func importedTimes() throws {
    let clock = FakeClock()
    let store = try FactStore(inMemory: { clock.now })
    try store.tell("Ann lives in Oslo.")
    let before = clock.now
    clock.advance(60)
    let old = NewFact("Bob lives in Rome.", source: "diary.jsonl", line: 1, addedAt: Date(timeIntervalSince1970: 5))
    let new = NewFact("Cid lives in Bern.", source: "diary.jsonl", line: 2, addedAt: Date(timeIntervalSince1970: 5e9))
    try store.insert([old, new], vectors: [FakeEmbedding.vector("b"), FakeEmbedding.vector("c")])
    #expect(try store.visibleIDs(asOf: .moment(before)) == [1])
    #expect(try store.visibleIDs(asOf: .moment(clock.now)) == [1, 2, 3])
    #expect(try store.facts(ids: [2]).first?.addedAt == Date(timeIntervalSince1970: 5))
  }

  @Test("As of the past a fact is shown as it stood, and one not told yet is not shown")
  func factsAsTheyStood() throws {
    let store = try FactStore.inMemory()
    try store.tell("Ann lives in Oslo.", "Bob lives in Rome.")
    try store.retract([1])
    try store.tell("Cid lives in Bern.")
    #expect(try store.facts(asOf: .fact(2)).map(\.retractedAt) == [nil, nil])
    #expect(try store.facts(includeRetracted: true, asOf: .fact(2)).map(\.id) == [1, 2])
    #expect(try store.facts(ids: [1], asOf: .fact(3)).first?.retractedAt != nil)
    #expect(throws: StoreError.unknownFacts([4])) { try store.require(.fact(4)) }
    try store.require(.fact(0))
  }

  @Test("The changes of one fact are told apart from the others")
  func changesOfAFact() throws {
    let store = try FactStore.inMemory()
    try store.tell("Ann lives in Oslo.")
    try store.tell("Bob lives in Rome.")
    try store.retract([1])
    try store.retract([2])
    try store.undo()
    #expect(try store.history(of: 1).map(\.kind) == [.retract, .add])
    #expect(try store.history(of: 2).map(\.kind) == [.undo, .retract, .add])
    #expect(throws: StoreError.unknownFacts([9])) { try store.history(of: 9) }
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
