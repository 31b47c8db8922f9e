/// One line of a file in the common format of the data folder.
struct RealDatabase: Decodable {
  var name: String?
  var facts: [String]
  var queries: [RealQuery]

  enum CodingKeys: String, CodingKey {
    case name = "db"
    case facts, queries
  }

  mutating func detokenise(joiningHyphens: Bool) {
    func plain(_ text: String) -> String { ByteText.detokenised(text, joiningHyphens: joiningHyphens) }
    facts = facts.map(plain)
    for index in queries.indices {
      queries[index].query = plain(queries[index].query)
      queries[index].answer = queries[index].answer.map(plain)
      queries[index].alternatives = queries[index].alternatives.map(plain)
      queries[index].aliases = queries[index].aliases.map(plain)
    }
  }
}

struct RealQuery: Decodable {
  var query: String
  var type: String
  var answer: [String]
  /// Other wordings of the answer.
  var alternatives: [String]
  /// Other names of the thing that is the answer (Re-DocRED).
  var aliases: [String]
  /// Gold support sets, as indices into the facts.
  var support: [[Int]]
  /// WikiNLDB: one a support set, `answer [SEP] measure`, several answers joined by `[LIST]`.
  var derivations: [String]
  /// WikiNLDB: how many of the facts the question is asked over.
  var height: Int?

  enum CodingKeys: String, CodingKey {
    case query, type, answer, alt, support, facts, derivations, height
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    query = try values.decode(String.self, forKey: .query)
    type = try values.decodeIfPresent(String.self, forKey: .type) ?? "set"
    answer = (try values.decodeIfPresent([LooseString].self, forKey: .answer) ?? []).map(\.text)
    alternatives = ((try? values.decodeIfPresent([LooseString].self, forKey: .alt)) ?? []).map(\.text)
    let named = (try? values.decodeIfPresent([String: [String]].self, forKey: .alt)) ?? [:]
    aliases = named.values.flatMap { $0 }.sorted()
    support =
      try values.decodeIfPresent([[Int]].self, forKey: .support)
      ?? values.decodeIfPresent([[Int]].self, forKey: .facts) ?? []
    derivations = try values.decodeIfPresent([String].self, forKey: .derivations) ?? []
    height = try values.decodeIfPresent(Int.self, forKey: .height)
  }
}

/// An answer written as a string, a number or a truth value.
struct LooseString: Decodable {
  var text: String

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let string = try? value.decode(String.self) {
      text = string
    } else if let number = try? value.decode(Int.self) {
      text = String(number)
    } else if let truth = try? value.decode(Bool.self) {
      text = truth ? "TRUE" : "FALSE"
    } else {
      text = String(try value.decode(Double.self))
    }
  }
}
