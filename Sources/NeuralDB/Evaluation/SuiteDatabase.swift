/// One database of a suite: facts in the order they are told, and questions about them.
public struct SuiteDatabase: Sendable, Decodable {
  public var facts: [String]
  public var queries: [SuiteQuery]
  /// Other names accepted for an answer, by the answer.
  public var aliases: [String: [String]]

  public init(facts: [String], queries: [SuiteQuery], aliases: [String: [String]] = [:]) {
    self.facts = facts
    self.queries = queries
    self.aliases = aliases
  }

  private enum CodingKeys: String, CodingKey { case facts, queries, aliases }

  public init(from decoder: any Swift.Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    facts = try container.decode([String].self, forKey: .facts)
    queries = try container.decode([SuiteQuery].self, forKey: .queries)
    aliases = try container.decodeIfPresent([String: [String]].self, forKey: .aliases) ?? [:]
  }

  /// The number of facts that exist when `query` is asked.
  public func visibleFacts(for query: SuiteQuery) -> Int {
    query.height.map { min(max($0 + 1, 0), facts.count) } ?? facts.count
  }

  /// - Throws: `SuiteError.supportOutOfRange` for a gold set that names no fact.
  func validate() throws {
    for query in queries {
      for index in (query.support ?? []).joined() where !facts.indices.contains(index) {
        throw SuiteError.supportOutOfRange(query: query.query, index: index, facts: facts.count)
      }
    }
  }
}
