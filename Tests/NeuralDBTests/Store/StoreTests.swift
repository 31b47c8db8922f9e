import Foundation
import GRDB
import Testing

@testable import NeuralDB

@Suite struct StoreTests {
  @Test func factsSurviveClosingTheFile() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.sqlite"
    let store = try FactStore(path: path, create: true)
    try store.claimModel("m1")
    try store.insert(
      [NewFact("Ann lives in Oslo.", source: "a.txt", line: 3)], vectors: [FakeEmbedding.vector("x")])
    try store.close()

    let again = try FactStore(path: path, create: false)
    let fact = try #require(try again.fact(id: 1))
    #expect(fact.text == "Ann lives in Oslo.")
    #expect(fact.source == "a.txt")
    #expect(fact.line == 3)
    #expect(try again.modelFingerprint == "m1")
    #expect(try again.formatVersion == 2)
    #expect(try again.vectors().values == FakeEmbedding.vector("x"))
  }

  @Test func aSentenceToldTwiceIsTwoFactsWithOneEmbedding() throws {
    let store = try FactStore.inMemory()
    try store.tell("checkout was down for 3 minutes.")
    #expect(try store.missingEmbeddings(for: ["checkout was down for 3 minutes.", "b", "b"]) == ["b"])
    // The second telling needs no vector.
    let told = try store.insert([NewFact("checkout was down for 3 minutes.")], vectors: [String: [Float]]())
    #expect(told == [.added(2)])
    let report = try store.check()
    #expect(report.facts == 2)
    #expect(report.embeddings == 1)
    #expect(report.isSound)
    #expect(try store.vectors().ids == [1, 2])
  }

  @Test("A line told again by a later command is known, as often as it stands there; one of standard input never")
  func linesToldAgain() throws {
    let store = try FactStore.inMemory()
    let fact = NewFact("Ann is 41.", source: "a.txt", line: 1)
    let vectors = ["Ann is 41.": FakeEmbedding.vector("a"), "Ann is 42.": FakeEmbedding.vector("b")]
    let none: [String: [Float]] = [:]
    #expect(try store.insert([fact, fact], vectors: vectors, command: "a") == [.added(1), .added(2)])
    // A line may be cut by the end of a batch.
    #expect(try store.insert([fact], vectors: none, command: "a") == [.added(3)])
    #expect(try store.insert([fact, fact], vectors: none) == [.unchanged(1), .unchanged(2)])
    #expect(try store.insert([NewFact("Ann is 42.", source: "a.txt", line: 1)], vectors: vectors) == [.added(4)])
    #expect(try store.history().count == 2)
    let typed = NewFact("Ann is 41.", source: SourceReader.standardInput, line: 1)
    #expect(try store.insert([typed], vectors: none) == [.added(5)])
    #expect(try store.insert([typed], vectors: none) == [.added(6)])
  }

  @Test func aBatchIsStoredWholeOrNotAtAll() throws {
    let store = try FactStore.inMemory()
    let good = FakeEmbedding.vector("a")
    #expect(throws: StoreError.dimensionMismatch(expected: 8, found: 2)) {
      try store.insert([NewFact("a b"), NewFact("c d")], vectors: [good, [1, 2]])
    }
    #expect(throws: StoreError.missingVector(text: "c d")) {
      try store.insert([NewFact("a b"), NewFact("c d")], vectors: ["a b": good])
    }
    #expect(throws: StoreError.unstorableText(index: 1)) {
      try store.insert([NewFact("a b"), NewFact("c\0d")], vectors: [good, good])
    }
    #expect(throws: StoreError.vectorNotFinite(text: "a b")) {
      try store.insert([NewFact("a b")], vectors: [[.nan, 1, 1, 1, 1, 1, 1, 1]])
    }
    #expect(try store.check() == CheckReport())
    #expect(try store.history().isEmpty)
  }

  @Test func vectorsComeIncrementally() throws {
    let store = try FactStore.inMemory()
    let first = try store.tell("one one", "two two")
    let before = try store.vectors()
    #expect(before.dimension == 8)
    let more = try store.tell("three three")
    #expect(try store.changeMark() != before.mark)
    #expect(try store.vectors(ids: more) == [more[0]: FakeEmbedding.vector("three three")])
    let told = try store.changeMark()
    try store.retract([first[0]])
    #expect(try store.changeMark().newestRetraction > told.newestRetraction)
    #expect(try store.visibleIDs() == [first[1], more[0]])
    #expect(try store.vectors().ids == [first[1], more[0]])
    #expect(try store.changeMark().erasures == 0)
  }

  @Test func aFileThatIsNotOursIsToldApart() throws {
    let folder = try TemporaryFolder()
    let none = folder.path + "/none.sqlite"
    #expect(throws: StoreError.noSuchDatabase(none)) { try FactStore(path: none, create: false) }
    #expect(!FileManager.default.fileExists(atPath: none))

    let text = try folder.file("notes.txt", text: String(repeating: "Ann lives in Oslo. ", count: 20))
    #expect(throws: StoreError.notADatabase(text)) { try FactStore(path: text, create: true) }
    #expect(throws: StoreError.notADatabase(folder.path)) { try FactStore(path: folder.path, create: true) }

    let foreign = folder.path + "/foreign.sqlite"
    let queue = try DatabaseQueue(path: foreign)
    try queue.write { try $0.execute(sql: "CREATE TABLE mine (x)") }
    try queue.close()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: foreign))
    #expect(throws: StoreError.notADatabase(foreign)) { try FactStore(path: foreign, create: true) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: foreign)) == bytes)

    let nowhere = folder.path + "/no/such/folder.sqlite"
    #expect { try FactStore(path: nowhere, create: true) } throws: { error in
      if case StoreError.io(let path, _) = error { path == nowhere } else { false }
    }
  }

  @Test func aNewerFormatIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.sqlite"
    let store = try FactStore(path: path, create: true)
    try store.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('2 from the future')") }
    try store.close()
    #expect(throws: StoreError.newerFormat(path)) { try FactStore(path: path, create: false) }
  }

  @Test func damageIsReported() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.sqlite"
    let store = try FactStore(path: path, create: true)
    for i in 0..<50 { try store.tell("Person \(i) lives in town \(i * 7).") }
    try store.close()
    let url = URL(fileURLWithPath: path)
    var bytes = try Data(contentsOf: url)
    let size = bytes.count
    bytes.replaceSubrange(8192..<size, with: repeatElement(0xAB, count: size - 8192))
    try bytes.write(to: url)
    #expect {
      let store = try FactStore(path: path, create: false)
      let report = try store.check()
      if !report.problems.isEmpty { throw StoreError.damaged(path: path, message: "reported") }
    } throws: { error in
      if case StoreError.damaged = error { true } else { false }
    }
    try bytes.prefix(60).write(to: url)
    #expect(throws: StoreError.damaged(path: path, message: "the file is cut short")) {
      try FactStore(path: path, create: false)
    }
  }

  @Test func exportReadsBackIn() throws {
    let folder = try TemporaryFolder()
    let store = try FactStore.inMemory()
    try store.insert(
      [
        NewFact(
          "Ann \"A\" lives in Ås/Oslo.", source: "x.txt", line: 7, addedAt: ISO8601.date("2024-05-06T07:08:09.123Z")),
        NewFact("Bob is gone."),
      ], vectors: [FakeEmbedding.vector("a"), FakeEmbedding.vector("b")])
    try store.retract([2])
    let file = folder.path + "/out.jsonl"
    #expect(try store.export(to: file) == 1)
    #expect(try store.export(to: folder.path + "/all.jsonl", includeRetracted: true) == 2)

    let copy = try FactStore.inMemory()
    try Ingestor(store: copy, embedding: FakeEmbedding()).ingest(paths: [file])
    let facts = try copy.facts()
    #expect(facts.map(\.text) == ["Ann \"A\" lives in Ås/Oslo."])
    #expect(facts[0].source == "x.txt")
    #expect(facts[0].line == 7)
    #expect(ISO8601.string(facts[0].addedAt) == "2024-05-06T07:08:09.123Z")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["all.jsonl", "out.jsonl"])
  }

  @Test func hashesAreSHA256() {
    #expect(ContentHash("abc").description == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(ContentHash("").description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    let long = String(repeating: "abcdefgh", count: 7) + "abc"  // 59 bytes: the length falls into a block of its own
    #expect(ContentHash(long) != ContentHash(long + "d"))
  }

  @Test(arguments: [
    ("2024-05-06", "2024-05-06T00:00:00.000Z"), ("2024-05-06T07:08:09Z", "2024-05-06T07:08:09.000Z"),
    ("2024-05-06 07:08", "2024-05-06T07:08:00.000Z"), ("2024-05-06T07:08:09.5+02:00", "2024-05-06T05:08:09.500Z"),
  ]) func timesAreRead(_ text: String, _ expected: String) throws {
    #expect(ISO8601.string(try #require(ISO8601.date(text))) == expected)
  }

  @Test(arguments: ["", "yesterday", "12", "2024-13-45"]) func otherTextsAreNoTimes(_ text: String) {
    #expect(ISO8601.date(text) == nil)
  }
}
