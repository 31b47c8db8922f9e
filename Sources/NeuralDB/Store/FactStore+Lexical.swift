import Foundation
import GRDB

extension FactStore {
  /// The facts that share telling words with a question, best first, ties by id.
  ///
  /// Words of one letter and the most common English words are left out; no text is an error. The score is BM25 with
  /// every word counted once a sentence. FTS5's own would not do: it weighs words by all sentences of the index, so that
  /// a fact told later could change which ones were nearest before it.
  /// - Parameters:
  ///   - limit: at most so many.
  ///   - includeRetracted: also those that had been withdrawn by then.
  /// - Complexity: O(facts that hold one of the words).
  public func lexicalCandidates(
    _ question: String, limit: Int, asOf: AsOf = .now, includeRetracted: Bool = false
  ) throws -> [LexicalMatch] {
    try read { try Self.candidates($0, question, limit, asOf, includeRetracted) }
  }

  private static func candidates(
    _ db: Database, _ question: String, _ limit: Int, _ asOf: AsOf, _ includeRetracted: Bool
  ) throws -> [LexicalMatch] {
    let words = LexicalQuery.telling(in: question)
    guard limit > 0, !words.isEmpty else { return [] }
    let (told, there) = (asOf.told, includeRetracted ? asOf.told : asOf.condition)
    let newest = try Int.fetchOne(
      db, sql: "SELECT f.id FROM fact f WHERE \(told.sql) ORDER BY f.id DESC LIMIT 1", arguments: told.arguments)
    let statement = try db.cachedStatement(
      sql: """
        SELECT f.id, length(f.text) FROM fact_fts JOIN fact f ON f.id = fact_fts.rowid
        WHERE fact_fts MATCH ? AND \(there.sql)
        """)
    var scores: [Int64: Double] = [:]
    for word in words {
      var found: [(id: Int64, length: Int)] = []
      let rows = try Row.fetchCursor(statement, arguments: StatementArguments([word]) + there.arguments)
      while let row = try rows.next() {
        found.append((try row.decode(atIndex: 0), try row.decode(Int?.self, atIndex: 1) ?? 0))
      }
      let rarity = Self.rarity(found.count, of: newest ?? 0)
      for fact in found { scores[fact.id, default: 0] -= rarity * Self.weight(length: fact.length) }
    }
    return scores.map { LexicalMatch(id: $0, bm25: $1) }
      .sorted { ($0.bm25, $0.id) < ($1.bm25, $1.id) }.prefix(limit).map { $0 }
  }

  /// Inverse document frequency, never negative. Source: Lucene's `BM25Similarity.idf`.
  private static func rarity(_ holders: Int, of total: Int) -> Double {
    let holders = Double(holders)
    return log(1 + (max(0, Double(total) - holders) + 0.5) / (holders + 0.5))
  }

  /// What a word counts in a sentence of so many characters: k1 is 1.2 and b 0.75, as in FTS5; the mean length is taken
  /// for 50, since the true one would have to be counted for every moment.
  private static func weight(length: Int) -> Double {
    2.2 / (1 + 1.2 * (0.25 + 0.75 * Double(length) / 50))
  }
}
