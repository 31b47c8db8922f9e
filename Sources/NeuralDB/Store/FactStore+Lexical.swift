import Foundation
import GRDB

extension FactStore {
  /// The facts that share telling words with a question, best first.
  ///
  /// Words of one letter and the most common English words are left out; no text is an error.
  /// - Parameter limit: at most so many.
  public func lexicalCandidates(_ question: String, limit: Int, asOf: AsOf = .now) throws -> [LexicalMatch] {
    try read { try Self.candidates($0, question, limit, asOf) }
  }

  /// The facts that share telling words with a question, best first.
  public func lexicalCandidates(_ question: String, limit: Int, asOf: AsOf = .now) async throws -> [LexicalMatch] {
    try await read { try Self.candidates($0, question, limit, asOf) }
  }

  private static func candidates(
    _ db: Database, _ question: String, _ limit: Int, _ asOf: AsOf
  ) throws -> [LexicalMatch] {
    guard limit > 0, let query = LexicalQuery.any(of: question) else { return [] }
    let (condition, arguments) = asOf.condition
    let sql = """
      SELECT f.id, bm25(fact_fts) AS score FROM fact_fts JOIN fact f ON f.id = fact_fts.rowid
      WHERE fact_fts MATCH ? AND \(condition) ORDER BY score, f.id LIMIT ?
      """
    let rows = try Row.fetchCursor(db, sql: sql, arguments: StatementArguments([query]) + arguments + [limit])
    return try rows.map { try LexicalMatch(id: $0.decode(atIndex: 0), bm25: $0.decode(atIndex: 1)) }.collect()
  }
}
