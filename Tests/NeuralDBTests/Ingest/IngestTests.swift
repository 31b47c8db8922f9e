import Foundation
import Testing

@testable import NeuralDB

@Suite struct IngestTests {
  @Test func aSecondIngestIsFree() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("a.txt", text: "Ann lives in Oslo. Bob lives in Rome.\nAnn lives in Oslo.\n")
    let store = try FactStore.inMemory()
    let embedding = FakeEmbedding()
    let ingestor = Ingestor(store: store, embedding: embedding)

    let first = try ingestor.ingest(paths: [file])
    #expect(first.added == 3)
    #expect(first.encoded == 2)
    #expect(try store.facts().map(\.line) == [1, 1, 2])
    let second = try ingestor.ingest(paths: [file])
    #expect(second.added == 0)
    #expect(second.unchanged == 3)
    #expect(embedding.sentences.count == 2)
    #expect(try store.history().count == 1)

    _ = try folder.file("a.txt", text: "Ann lives in Oslo. Bob lives in Bern.\nAnn lives in Oslo.\nNew line.")
    let third = try ingestor.ingest(paths: [file])
    #expect(third.added == 2)
    #expect(third.unchanged == 2)
  }

  @Test func anUndoneIngestComesBackButARetractedFactDoesNot() throws {
    let store = try FactStore.inMemory()
    var ingestor = Ingestor(store: store, embedding: FakeEmbedding())
    ingestor.batchSize = 2
    let data = Data("One one.\nTwo two.\nThree three.\nFour four.\nFive five.".utf8)
    try ingestor.ingest(data, source: "a.txt")
    #expect(try store.undo()?.facts.count == 5)
    #expect(try store.count() == 0)
    #expect(try ingestor.ingest(data, source: "a.txt").restored == 5)
    try store.retract([2])
    #expect(try ingestor.ingest(data, source: "a.txt").unchanged == 5)
    #expect(try store.visibleIDs() == [1, 3, 4, 5])
  }

  @Test func aFailureLosesItsBatchOnly() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.sqlite"
    let text = (1...10).map { $0 == 8 ? "poison \($0) here." : "Fact \($0) here." }.joined(separator: "\n")
    let file = try folder.file("a.txt", text: text)
    do {
      var ingestor = Ingestor(
        store: try FactStore(path: path, create: true), embedding: FakeEmbedding(poison: "poison"))
      ingestor.batchSize = 3
      #expect(throws: FakeEmbedding.Failure.self) { try ingestor.ingest(paths: [file]) }
    }
    let store = try FactStore(path: path, create: false)
    #expect(try store.facts().map(\.line) == [1, 2, 3, 4, 5, 6])
    #expect(try store.check().isSound)
    let report = try Ingestor(store: store, embedding: FakeEmbedding()).ingest(paths: [file])
    #expect(report.added == 4)
    #expect(report.unchanged == 6)
  }

  @Test func badInputIsReportedAndTheRestGoesOn() throws {
    let folder = try TemporaryFolder()
    let bad = Array("Good one.\n".utf8) + [0x41, 0xFF, 0x42, 0x0A] + Array("Good two.\r\n".utf8)
    _ = try folder.file("a.txt", bad)
    _ = try folder.file("b.txt", [0x41, 0x00, 0x42, 0x0A, 0x00])
    let long = Array(repeating: UInt8(ascii: "x"), count: (1 << 20) + 1)
    _ = try folder.file("c.txt", Array("Before.\n".utf8) + long + Array("\nAfter.".utf8))
    _ = try folder.file("d.jsonl", text: "{\"text\":\"Json one.\"}\n{\"text\":\n\n{\"txt\":1}\n\"Json two.\"\n")
    _ = try folder.file(".hidden.txt", text: "Hidden.")
    _ = try folder.file("image.png", [1, 2, 3])
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/loop", withDestinationPath: folder.path)

    let store = try FactStore.inMemory()
    let report = try Ingestor(store: store, embedding: FakeEmbedding())
      .ingest(paths: [folder.path, folder.path + "/none.txt"])
    #expect(try store.texts == ["Good one.", "Good two.", "Before.", "After.", "Json one.", "Json two."])
    let issues = report.issues.map { "\(URL(fileURLWithPath: $0.source).lastPathComponent):\($0.line ?? 0)" }
    #expect(issues == ["a.txt:2", "b.txt:0", "c.txt:2", "d.jsonl:2", "d.jsonl:4", "none.txt:0"])
    #expect(report.issueCount == 6)
    #expect(try store.facts().compactMap(\.line) == [1, 3, 1, 3, 1, 5])
  }

  @Test func typedInFactsAreAlwaysNew() throws {
    let store = try FactStore.inMemory()
    let ingestor = Ingestor(store: store, embedding: FakeEmbedding())
    #expect(try ingestor.add(["Ann  is 3.", "Ann is 3."]) == [.added(1), .added(2)])
    #expect(try ingestor.add(["Ann is 3."]) == [.added(3)])
    #expect(try store.check().embeddings == 1)
    #expect(try store.fact(id: 1)?.source == nil)
  }

  @Test func progressIsTold() throws {
    var ingestor = Ingestor(store: try FactStore.inMemory(), embedding: FakeEmbedding())
    ingestor.batchSize = 2
    var seen: [Int] = []
    let data = Data("A a.\nB b.\nC c.\nD d.\nE e.".utf8)
    try ingestor.ingest(data, source: "x") { seen.append($0.added) }
    #expect(seen == [2, 4, 5])
  }
}
