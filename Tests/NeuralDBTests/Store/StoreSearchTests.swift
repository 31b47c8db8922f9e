import Encoder
import Foundation
import Testing

@testable import NeuralDB

@Suite struct StoreSearchTests {
  @Test func candidatesAreRankedAndRetractedOnesLeftOut() throws {
    let store = try FactStore.inMemory()
    try store.tell("Ann lives in Oslo.", "Bob lives in Rome.", "Ann Ås works for Acme.", "The cat is old.")
    let found = try store.lexicalCandidates("Where does Ann live, who lives in Oslo?", limit: 10)
    #expect(found.map(\.id) == [1, 2, 3])
    try #require(found.count == 3)
    #expect(found[0].bm25 < found[1].bm25)
    #expect(try store.lexicalCandidates("as", limit: 10).isEmpty)
    #expect(try store.lexicalCandidates("ÅNN", limit: 10).map(\.id).sorted() == [1, 3])
    try store.retract([1])
    #expect(try store.lexicalCandidates("Oslo", limit: 10).isEmpty)
    #expect(try store.lexicalCandidates("Oslo", limit: 10, asOf: .fact(4)).map(\.id) == [1])
  }

  @Test func noInputIsASyntaxError() throws {
    let store = try FactStore.inMemory()
    try store.tell("Ann lives in Oslo.")
    let inputs = [
      "", "\"", "' OR 1=1 --", "AND", "NEAR(a b)", "text:Ann", "^Ann*", "a\0b", "((((", "-Ann", "ann + oslo", "NOT",
      "🤷‍♀️", "\u{301}", "Ann's \"Oslo", "日本語 テスト", String(repeating: "word ", count: 5000), "{ann}:oslo",
      (0..<3000).map(String.init).joined(separator: " "),
    ]
    for input in inputs {
      _ = try store.lexicalCandidates(input, limit: 5)
      _ = try store.facts(matching: input)
    }
    var random = SeededRandom(seed: 1)
    for _ in 0..<200 {
      let bytes = (0..<20).map { _ in UInt8.random(in: 0...255, using: &random) }
      let input = String(decoding: bytes, as: UTF8.self)
      _ = try store.lexicalCandidates(input, limit: 5)
      _ = try store.facts(matching: input)
    }
  }

  @Test func factsAreFoundByBeginningsOfWords() throws {
    let store = try FactStore.inMemory()
    try store.tell("Zoë lives in Oslo.", "Bob lives in Rome.", "50% off!")
    #expect(try store.facts(matching: "zoe osl").map(\.id) == [1])
    #expect(try store.facts(matching: "lives", limit: 1).map(\.id) == [1])
    #expect(try store.facts(matching: "%").map(\.id) == [3])
    #expect(try store.facts(matching: "Rome Oslo").isEmpty)
    try store.retract([2])
    #expect(try store.facts(matching: "Rome").isEmpty)
    let all = try store.facts(matching: "Rome", includeRetracted: true)
    #expect(all.map(\.id) == [2])
    #expect(all[0].retractedAt != nil)
    #expect(try store.facts(ids: [3, 99, 1]).map(\.id) == [3, 1])
    #expect(try store.count() == 2)
  }
}
