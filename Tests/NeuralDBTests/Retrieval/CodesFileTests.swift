import Encoder
import Foundation
import GRDB
import Testing

@testable import NeuralDB

/// The file of codes beside a large database: used where it is right, and never missed where it is not.
@Suite struct CodesFileTests {
  let folder: TemporaryFolder
  let path: String
  let store: FactStore
  var codes: String { path + "-codes" }
  var partial: String { path + "-codes.partial" }

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/a.neuraldb"
    store = try FactStore(path: path, create: true)
  }

  @discardableResult
  func tell(_ count: Int, seed: UInt64, _ store: FactStore? = nil) throws -> [Int64] {
    let facts = (0..<count).map { NewFact("Fact \(seed) \($0).") }
    return try (store ?? self.store).insert(facts, vectors: ClusteredVectors.make(count, seed: seed)).map(\.id)
  }

  /// As a process does that opens the database now.
  @discardableResult
  func open(_ store: FactStore? = nil) throws -> VectorIndex {
    try VectorCache(store: store ?? self.store, compactFrom: 100).index(.now)
  }

  /// What is opened now finds what exact search over the store finds.
  func agree(_ store: FactStore? = nil, _ asOf: AsOf = .now) throws {
    let store = store ?? self.store
    let exact = try VectorCache(store: store, compactFrom: .max).index(asOf)
    let found = try VectorCache(store: store, compactFrom: 100).index(asOf)
    #expect(found.ids == exact.ids)
    for query in ClusteredVectors.make(8, seed: 77) {
      #expect(try found.search(query, limit: 10).map(\.id) == exact.search(query, limit: 10).map(\.id))
    }
  }

  func bytes(_ file: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: file)) }

  /// What the file of codes holds of a fact.
  func code(of fact: Int64) throws -> Data {
    let vector = try #require(try store.vectors(ids: [fact])[fact])
    return vector.withUnsafeBufferPointer { CompactQuery($0).codes }.withUnsafeBytes { Data($0) }
  }

  func holds(_ code: Data) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { try bytes(folder.path + "/" + $0).range(of: code) != nil }
  }

  /// Makes every vector in the database unreadable.
  func breakVectors() throws {
    try store.write { try $0.execute(sql: "UPDATE embedding SET vector = x'00'") }
  }

  @Test func openingReadsNoVector() throws {
    let told = try tell(600, seed: 1)
    try open()
    try breakVectors()
    let later = try tell(5, seed: 2)
    try store.retract([told[7], later[1]])
    #expect(try open().ids == (told + later).filter { $0 != told[7] && $0 != later[1] })
    try FileManager.default.removeItem(atPath: codes)
    #expect(throws: StoreError.self) { try open() }
  }

  @Test func aSmallDatabaseHasNoFile() throws {
    try tell(99, seed: 1)
    try agree()
    _ = try VectorCache(store: store).index(.now)
    #expect(!FileManager.default.fileExists(atPath: codes))
    try tell(1, seed: 2)
    try agree()
    #expect(FileManager.default.fileExists(atPath: codes))
    #expect(try FactStore.inMemory().codesFile == nil)
  }

  @Test func changesAreReadBesideTheFileUntilThereAreMany() throws {
    let told = try tell(600, seed: 1)
    try open()
    let first = try bytes(codes)
    try tell(6, seed: 2)
    try store.retract(Array(told[10..<18]))
    try agree()
    try store.restore(Array(told[12..<15]))
    try store.undo()
    try store.undo()
    try agree()
    for past: Int64 in [50, 300, 603] { try agree(nil, .fact(past)) }
    #expect(try bytes(codes) == first)
    try tell(20, seed: 3)
    try agree()
    #expect(try store.storedCodes()?.vectors.count == 626)
    #expect(try !FileManager.default.fileExists(atPath: partial) && bytes(codes) != first)
    // Withdrawn facts leave the file with the next writing.
    try store.retract(Array(told.prefix(300)))
    try agree()
    #expect(try store.storedCodes()?.vectors.count == 326)
    try store.retract(Array(told))
    try agree()
  }

  @Test func aForgottenFactsCodeIsInNoFile() throws {
    let told = try tell(600, seed: 1)
    try open()
    let (first, second) = (try code(of: told[100]), try code(of: told[101]))
    #expect(try holds(first) == ["a.neuraldb-codes"])
    // A process that was killed over a draft leaves it behind.
    try FileManager.default.copyItem(atPath: codes, toPath: partial)
    try store.forget([told[100]])
    #expect(try holds(first).isEmpty)
    #expect(try holds(second) == ["a.neuraldb-codes"])
    #expect(!FileManager.default.fileExists(atPath: partial))
    #expect(try store.storedCodes()?.vectors.count == 599)
    try agree()
    // Nor where the file cannot be written anew.
    try FileManager.default.createDirectory(atPath: partial, withIntermediateDirectories: true)
    #expect {
      try store.forget([told[101]])
    } throws: { error in
      if case StoreError.notPurged = error { true } else { false }
    }
    try FileManager.default.removeItem(atPath: partial)
    #expect(try holds(second).isEmpty)
    #expect(!FileManager.default.fileExists(atPath: codes))
    try store.purge()
    try agree()
  }

  @Test(arguments: [0, 1, 8, 63, 64, 5_000, -1, -64, 64_000])
  func aFileOfAnotherLengthIsNotUsed(_ length: Int) throws {
    try tell(600, seed: 1)
    try open()
    let whole = try bytes(codes)
    let cut = length < 0 ? whole.dropLast(-length) : whole.prefix(length)
    try (length > whole.count ? whole + Data(count: 64) : Data(cut)).write(to: URL(fileURLWithPath: codes))
    try agree()
    #expect(try bytes(codes).count == whole.count)
    #expect(try store.storedCodes()?.vectors.count == 600)
  }

  @Test func whateverIsInTheFileNothingEndsTheProgram() throws {
    try tell(200, seed: 1)
    try open()
    let whole = try bytes(codes)
    for place in stride(from: 0, to: 64, by: 8) {
      for word: UInt64 in [0, 1, 199, 1 << 14, 1 << 31, .max] {
        var bytes = whole
        bytes.replaceSubrange(place..<place + 8, with: withUnsafeBytes(of: word) { Data($0) })
        try bytes.write(to: URL(fileURLWithPath: codes))
        guard let vectors = CodesFile(database: path).read()?.vectors else { continue }
        #expect(vectors.ids.count == vectors.count)
      }
    }
  }

  @Test func aChangedCodeIsFoundByACheck() throws {
    let told = try tell(600, seed: 1)
    try open()
    try store.retract([told[3]])
    #expect(try store.check().isSound)
    var bytes = try bytes(codes)
    bytes[bytes.count - 100] ^= 1
    try bytes.write(to: URL(fileURLWithPath: codes))
    let report = try store.check()
    #expect(report.staleCodes != nil && report.isDatabaseSound && !report.isSound)
  }

  @Test func theFileOfAnotherDatabaseOrOfAnotherTimeIsNotUsed() throws {
    let other = try FactStore(path: folder.path + "/b.neuraldb", create: true)
    try tell(600, seed: 9, other)
    try open(other)
    try tell(600, seed: 1)
    try FileManager.default.copyItem(atPath: other.path + "-codes", toPath: codes)
    try agree()

    // A copy of the database goes another way than the original: the same ids, other facts.
    try store.close()
    let backup = folder.path + "/backup.neuraldb"
    try FileManager.default.copyItem(atPath: path, toPath: backup)
    let old = try bytes(codes)
    let original = try FactStore(path: path, create: false)
    try tell(100, seed: 2, original)
    try agree(original)
    #expect(try bytes(codes) != old)
    let copy = try FactStore(path: backup, create: false)
    try tell(100, seed: 3, copy)
    for codes in [try bytes(codes), old] {
      try codes.write(to: URL(fileURLWithPath: backup + "-codes"))
      try agree(copy)
    }
    // A copy of the file from before a fact was forgotten.
    let before = try bytes(codes)
    try original.forget([5])
    try before.write(to: URL(fileURLWithPath: codes))
    try agree(original)
  }

  @Test func whereNoFileCanBeWrittenTheVectorsAreRead() throws {
    try FileManager.default.createDirectory(atPath: partial + "/x", withIntermediateDirectories: true)
    try tell(600, seed: 1)
    try agree()
    try tell(100, seed: 2)
    try agree()
    #expect(!FileManager.default.fileExists(atPath: codes))
  }

  @Test func whoMayNotReadTheDatabaseMayNotReadTheFile() throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    try tell(600, seed: 1)
    try open()
    let attributes = try FileManager.default.attributesOfItem(atPath: codes)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o640)
  }

  @Test func anotherProcessUsesTheFile() throws {
    let told = try tell(600, seed: 1)
    let other = try FactStore(path: path, create: false)
    let cache = VectorCache(store: other, compactFrom: 100)
    try open()
    let index = try cache.index(.now)
    try store.forget([told[3]])
    // An index in use stays as it was, though the file has been replaced.
    #expect(index.ids == told)
    #expect(try cache.index(.now).ids == told.filter { $0 != told[3] })
    try tell(100, seed: 2)
    try agree()
    #expect(try cache.index(.now).count == 699)
  }

  @Test func processesThatOpenAndForgetAtOnceLeaveNothingBehind() throws {
    let told = try tell(600, seed: 1)
    let doomed = Array(told[50..<56])
    let erased = try doomed.map { try code(of: $0) }
    let (path, codes) = (path, codes)
    try Parallel.forEach(count: 12, workers: 6) { turn in
      let store = try FactStore(path: path, create: false)
      if turn % 2 == 0 {
        for _ in 0..<4 {
          try? FileManager.default.removeItem(atPath: codes)
          _ = try VectorCache(store: store, compactFrom: 100).index(.now)
        }
      } else {
        do { try store.forget([doomed[turn / 2]]) } catch StoreError.notPurged {}
      }
    }
    try store.purge()
    for code in erased { #expect(try holds(code).isEmpty) }
    try agree()
  }
}
