/// One question of a suite with its gold answer.
public struct SuiteQuery: Sendable, Decodable {
  public var query: String
  public var type: Operator
  /// Gold values as strings: numbers plain, truth as `TRUE`/`FALSE`; empty when the facts give no answer.
  public var answer: [String]
  /// Gold support sets as fact indices; nil when the file gives none.
  public var support: [[Int]]?
  /// Only facts `0...height` exist when the question is asked; nil for all.
  public var height: Int?
  public var tags: [String]

  public init(
    query: String, type: Operator, answer: [String], support: [[Int]]? = nil, height: Int? = nil, tags: [String] = []
  ) {
    self.query = query
    self.type = type
    self.answer = answer
    self.support = support
    self.height = height
    self.tags = tags
  }

  private enum CodingKeys: String, CodingKey { case query, type, answer, facts, support, height, tags }

  public init(from decoder: any Swift.Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    query = try container.decode(String.self, forKey: .query)
    type = try container.decode(Operator.self, forKey: .type)
    answer = try SuiteQuery.answer(in: container)
    support =
      try container.decodeIfPresent([[Int]].self, forKey: .facts)
      ?? container.decodeIfPresent([[Int]].self, forKey: .support)
    height = try container.decodeIfPresent(Int.self, forKey: .height)
    tags = try container.decodeIfPresent([String].self, forKey: .tags) ?? []
  }

  /// A list, a single value, or null for no answer. A missing key is an error.
  private static func answer(in container: KeyedDecodingContainer<CodingKeys>) throws -> [String] {
    if try container.decodeNil(forKey: .answer) { return [] }
    if let single = try? container.decode(SuiteScalar.self, forKey: .answer) { return [single.text] }
    return try container.decode([SuiteScalar].self, forKey: .answer).map(\.text)
  }
}

/// A string, number or truth value of a suite file, as text.
struct SuiteScalar: Decodable {
  var text: String

  init(from decoder: any Swift.Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self.text = text
    } else if let truth = try? container.decode(Bool.self) {
      text = truth ? "TRUE" : "FALSE"
    } else {
      text = PlainNumber.text(try container.decode(Double.self))
    }
  }
}
