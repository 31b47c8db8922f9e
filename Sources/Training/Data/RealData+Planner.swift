import NeuralDB

/// Questions with their operator, from sets that say it or imply it.
extension RealData {
  /// What `plannerExamples` takes of a class of WikiSQL at most.
  private static let mostLookups = 6_000
  private static let mostPerOperator = 4_000
  private static let mostSimpleQuestions = 3_000

  /// Questions with what is known of their plan.
  /// - Throws: `RealDataError`.
  public func plannerExamples() throws(RealDataError) -> [PlannerExample] {
    var examples = try wikiSQLQuestions()
    examples += try tableQuestions()
    for set in [RealDataSet.wikinldbKelm, .wikinldbTables, .wikinldbKelmTables, .redocred] {
      examples += try typedQuestions(set)
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
    var random = RealDataRandom(seed: 0x5EED)
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
        var type_guess: String?
        var answer: [LooseString]
      }
      var questions: [Question]
    }
    var examples: [PlannerExample] = []
    try read("wtq/wtq_train_tables.jsonl", as: Row.self) { (row, _) throws(RealDataError) in
      for question in row.questions {
        guard let guess = question.type_guess.flatMap(Operator.init(rawValue:)),
          QuestionCues(question.query).agreesWithTable(guess, answers: question.answer.map(\.text))
        else { continue }
        examples.append(PlannerExample(question: question.query, operation: guess, source: "wtq"))
      }
    }
    return examples
  }

  /// Distinct questions of a set whose types are sure.
  private func typedQuestions(_ set: RealDataSet) throws(RealDataError) -> [PlannerExample] {
    var seen: Set<String> = []
    return try databases(set).flatMap(\.queries).compactMap { query in
      guard let operation = Operator(rawValue: query.type), seen.insert(query.query).inserted else { return nil }
      var measure: MeasureKind?
      var counting: Counting?
      switch operation {
      case .argmin, .argmax: measure = set == .redocred ? .tally : nil
      case .min, .max: measure = .number
      case .count: counting = .entities
      default: break
      }
      return PlannerExample(
        question: query.query, operation: operation, counting: counting, measure: measure, hasComparator: false,
        limit: LimitClass.none, spans: [], source: set.rawValue)
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
    var random = RealDataRandom(seed: 0x5EED)
    return Array(examples.shuffled(using: &random).prefix(Self.mostSimpleQuestions))
  }
}
