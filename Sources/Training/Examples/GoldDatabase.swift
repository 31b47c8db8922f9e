import NeuralDB

/// A database with gold derivations: what the generator makes, what `Data/Natural/` holds, one JSON object a line.
/// It is a superset of the suite format, so every such file is a suite for `neuraldb eval` too.
public struct GoldDatabase: Codable, Sendable {
  public var domain: String
  public var facts: [String]
  public var queries: [GoldQuery]
  /// What some facts leave standing of earlier ones; nil where that was not written down.
  public var updates: [GoldUpdate]?

  public init(domain: String, facts: [String], queries: [GoldQuery], updates: [GoldUpdate]? = nil) {
    self.domain = domain
    self.facts = facts
    self.queries = queries
    self.updates = updates
  }
}

/// Two facts of a database told one after the other, and what the newer leaves of the older for a question.
public struct GoldUpdate: Codable, Sendable {
  public var question: String
  /// Indices into the facts.
  public var older: Int
  public var newer: Int
  /// A `Succession` by name.
  public var `class`: String
  /// Exact substrings of the facts; of a fact that does not bear on the question none.
  public var olderAnswers: [String]
  public var newerAnswers: [String]
}

public struct GoldQuery: Codable, Sendable {
  public var query: String
  public var type: Operator
  /// Numbers are written as strings.
  public var answer: [String]
  /// Gold support sets, chain order: in `[3,7]` fact 3 names something of the question and leads to 7.
  public var facts: [[Int]]
  /// One a reading's answer. Texts are exact substrings of the facts of the set.
  public var derivations: [GoldDerivation]
  public var plan: GoldPlan
  public var tags: [String]
  /// Sets that a trained reader took for an answer or for a part of one, and that are neither; nil where none looked.
  public var mistaken: [[Int]]?
  /// Sets of `derivations` that it did not take for what they are, or read other answers from.
  public var missed: [[Int]]?
  /// Facts of `derivations`, each with a later one that it took for their successor, and that leaves them standing.
  public var displaced: [[Int]]?

  /// Facts of any gold set or derivation.
  var evidence: Set<Int> { Set(derivations.flatMap(\.facts) + facts.joined()) }

  public init(
    query: String, type: Operator, answer: [String], facts: [[Int]], derivations: [GoldDerivation], plan: GoldPlan,
    tags: [String]
  ) {
    self.query = query
    self.type = type
    self.answer = answer
    self.facts = facts
    self.derivations = derivations
    self.plan = plan
    self.tags = tags
  }

  /// What does not apply to a question may be left out.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    query = try values.decode(String.self, forKey: .query)
    type = try values.decode(Operator.self, forKey: .type)
    answer = try values.decode([String].self, forKey: .answer)
    facts = try values.decodeIfPresent([[Int]].self, forKey: .facts) ?? []
    derivations = try values.decodeIfPresent([GoldDerivation].self, forKey: .derivations) ?? []
    plan = try values.decodeIfPresent(GoldPlan.self, forKey: .plan) ?? GoldPlan()
    tags = try values.decodeIfPresent([String].self, forKey: .tags) ?? []
    mistaken = try values.decodeIfPresent([[Int]].self, forKey: .mistaken)
    missed = try values.decodeIfPresent([[Int]].self, forKey: .missed)
    displaced = try values.decodeIfPresent([[Int]].self, forKey: .displaced)
  }
}

/// One derivation: the set it is read from, with answer, measure and condition as written in its facts (before any
/// condition is tested: a fact whose value fails the condition has a derivation too, but is not in `GoldQuery.facts`);
/// `truth` for yes/no readings.
public struct GoldDerivation: Codable, Sendable {
  public var facts: [Int]
  public var answer: String?
  public var measure: String?
  public var condition: String?
  public var truth: Bool?

  public init(
    facts: [Int], answer: String? = nil, measure: String? = nil, condition: String? = nil, truth: Bool? = nil
  ) {
    self.facts = facts
    self.answer = answer
    self.measure = measure
    self.condition = condition
    self.truth = truth
  }
}

/// The plan of a question, constants as exact substrings of the question.
public struct GoldPlan: Codable, Sendable {
  public var counting: Counting?
  public var measure: MeasureKind?
  /// Comparator of the condition, or of the comparison when `items` is given.
  public var comparator: NeuralDB.Comparator?
  /// Constants of the condition.
  public var constants: [String]?
  /// `top` with the words for k, or `rank` with the words for n.
  public var top: String?
  public var rank: String?
  /// The two compared things.
  public var items: [String]?

  public init(
    counting: Counting? = nil, measure: MeasureKind? = nil, comparator: NeuralDB.Comparator? = nil,
    constants: [String]? = nil,
    top: String? = nil, rank: String? = nil, items: [String]? = nil
  ) {
    self.counting = counting
    self.measure = measure
    self.comparator = comparator
    self.constants = constants
    self.top = top
    self.rank = rank
    self.items = items
  }
}
