import Encoder
import NeuralDB

/// Questions with their operator, from sets that say it or imply it.
extension RealData {
  /// What `plannerExamples` takes of a class of WikiSQL at most.
  private static let mostLookups = 6_000
  private static let mostPerOperator = 4_000
  private static let mostSimpleQuestions = 3_000

  /// Questions with what is known of their plan.
  /// - Parameter excludingFacts: the questions of databases that hold any of these facts are left out.
  /// - Throws: `RealDataError`.
  public func plannerExamples(excludingFacts: Set<String> = []) throws(RealDataError) -> [PlannerExample] {
    var examples = try wikiSQLQuestions()
    examples += try tableQuestions()
    var seen: Set<String> = []
    for set in [RealDataSet.wikinldbKelm, .wikinldbTables, .wikinldbKelmTables, .redocred] {
      examples += try typedQuestions(set, excludingFacts, seen: &seen)
    }
    try read("boolq/dev.jsonl", as: RealDatabase.self) { (database, _) throws(RealDataError) in
      examples += database.queries.map {
        PlannerExample(question: $0.query, operation: .bool, limit: LimitClass.none, source: "boolq")
      }
    }
    examples += try simpleQuestions()
    return examples
  }

  private func wikiSQLQuestions() throws(RealDataError) -> [PlannerExample] {
    struct Row: Decodable { var query, sql: String }
    var byOperator: [Operator: [PlannerExample]] = [:]
    try read("wikisql_questions/wikisql_questions_train.jsonl", as: Row.self) { (row, _) throws(RealDataError) in
      guard let example = WikiSQLPlan(question: row.query, sql: row.sql).example, let operation = example.operation
      else { return }
      byOperator[operation, default: []].append(example)
    }
    var random = SeededRandom(seed: 0x5EED)
    return Operator.allCases.flatMap { operation in
      (byOperator[operation] ?? []).shuffled(using: &random)
        .prefix(operation == .set ? Self.mostLookups : Self.mostPerOperator)
    }
  }

  /// WikiTableQuestions. Its types are guesses, so only questions whose wording agrees are taken.
  private func tableQuestions() throws(RealDataError) -> [PlannerExample] {
    struct Row: Decodable {
      struct Question: Decodable {
        var query: String
        var guess: String?
        var answer: [LooseString]

        enum CodingKeys: String, CodingKey {
          case query, answer
          case guess = "type_guess"
        }
      }
      var questions: [Question]
    }
    var examples: [PlannerExample] = []
    try read("wtq/wtq_train_tables.jsonl", as: Row.self) { (row, _) throws(RealDataError) in
      for question in row.questions {
        let cues = QuestionCues(question.query)
        guard let guess = question.guess.flatMap(Operator.init(rawValue:)),
          cues.agreesWithTable(guess, answers: question.answer.map(\.text))
        else { continue }
        examples.append(
          PlannerExample(
            question: question.query, operation: guess,
            counting: guess == .count && cues.has(phrase: "how many times") ? .events : nil, source: "wtq"))
      }
    }
    return examples
  }

  /// Distinct questions of a set whose types are sure.
  private func typedQuestions(
    _ set: RealDataSet, _ excludingFacts: Set<String>, seen: inout Set<String>
  ) throws(RealDataError) -> [PlannerExample] {
    var examples: [PlannerExample] = []
    for database in try databases(set) where !Self.sharesFact(database.facts, with: excludingFacts) {
      for query in database.queries {
        guard let operation = Operator(rawValue: query.type), seen.insert(query.query).inserted else { continue }
        examples.append(
          PlannerExample(
            question: query.query, operation: operation, counting: operation == .count ? .entities : nil,
            measure: Self.measure(query, operation, set), hasComparator: false, limit: LimitClass.none, spans: [],
            source: set.rawValue))
      }
    }
    return examples
  }

  /// What orders the answers: WikiNLDB's derivations show it, Re-DocRED only tallies.
  private static func measure(_ query: RealQuery, _ operation: Operator, _ set: RealDataSet) -> MeasureKind? {
    switch operation {
    case .min, .max: return .number
    case .argmin, .argmax:
      if set == .redocred { return .tally }
      guard let measure = query.derivations.first?.split(separator: "[SEP] ").last else { return nil }
      return Double(measure.filter { $0 != "," }) == nil ? .tally : .number
    default: return nil
    }
  }

  private func simpleQuestions() throws(RealDataError) -> [PlannerExample] {
    struct Row: Decodable { var question: String }
    var examples: [PlannerExample] = []
    try read("simplequestions/simplequestions_wd_train.jsonl", as: Row.self) { (row, _) throws(RealDataError) in
      guard !QuestionCues(row.question).asksForAggregate else { return }
      examples.append(
        PlannerExample(
          question: row.question, operation: .set, hasComparator: false, limit: LimitClass.none, spans: [],
          source: "simplequestions"))
    }
    var random = SeededRandom(seed: 0x5EED)
    return Array(examples.shuffled(using: &random).prefix(Self.mostSimpleQuestions))
  }
}
