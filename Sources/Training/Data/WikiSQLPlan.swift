import NeuralDB

/// What a WikiSQL query (`SELECT MAX col3 FROM table WHERE col1 > 20 AND col2 = Ohio`) says about its question.
///
/// The crowd workers' questions were made from the query, and often ask for something else (*Which Round has a Position
/// of lw* for `AVG`), so a row counts only where the words agree with it.
struct WikiSQLPlan {
  var example: PlannerExample?

  init(question: String, sql: String) {
    let cues = QuestionCues(question)
    guard let operation = Self.operation(sql), Self.agrees(operation, cues) else { return }
    var result = PlannerExample(question: question, operation: operation, source: "wikisql")
    if operation == .min || operation == .max { result.measure = Self.measure(cues) }
    if !cues.isRow { result.limit = LimitClass.none }
    let conditions = Self.inequalities(sql)
    if conditions.isEmpty {
      if !cues.compares {
        result.hasComparator = false
        if result.limit != nil { result.spans = [] }
      }
    } else if !cues.isInclusive {
      result.hasComparator = true
      Self.mark(conditions, cues, in: &result)
    }
    example = result
  }

  private static func operation(_ sql: String) -> Operator? {
    let words = sql.split(separator: " ", maxSplits: 2)
    guard words.count > 1 else { return nil }
    return switch words[1] {
    case "COUNT": .count
    case "MAX": .max
    case "MIN": .min
    case "SUM": .sum
    case "AVG": .avg
    default: words[1].hasPrefix("col") ? .set : nil
    }
  }

  private static func agrees(_ operation: Operator, _ cues: QuestionCues) -> Bool {
    let counts = cues.isCount
    return switch operation {
    case .count: counts && !cues.isMean && !cues.has(["sum"])
    case .max: cues.has(QuestionCues.most) && !cues.has(QuestionCues.least) && !cues.isMean && !cues.isTotal
    case .min: cues.has(QuestionCues.least) && !cues.has(QuestionCues.most) && !cues.isMean && !cues.isTotal
    case .sum: cues.isTotal && !cues.isMean && (!counts || cues.has(["sum"]))
    case .avg: cues.isMean
    // *How many silver medals does Cuba have?* looks a number up: for a reader of sentences it is no plain lookup.
    default: !cues.asksForAggregate && !cues.isRow
    }
  }

  private static func measure(_ cues: QuestionCues) -> MeasureKind? {
    if cues.has(["latest", "earliest", "date", "year", "newest"]) { return nil }
    return .number
  }

  /// Comparator and constant of the conditions that are not equalities.
  private static func inequalities(_ sql: String) -> [(greater: Bool, constant: String)] {
    guard let start = sql.firstRange(of: " WHERE ") else { return [] }
    return sql[start.upperBound...].split(separator: " AND ").compactMap { condition in
      let parts = condition.split(separator: " ", maxSplits: 2)
      guard parts.count == 3, parts[1] == ">" || parts[1] == "<" else { return nil }
      return (parts[1] == ">", String(parts[2]))
    }
  }

  /// Tags the constants where every one is found once, behind words that agree with its direction.
  private static func mark(
    _ conditions: [(greater: Bool, constant: String)], _ cues: QuestionCues, in example: inout PlannerExample
  ) {
    var stretches: [PlannerExample.Stretch] = []
    var comparators: Set<Comparator> = []
    guard cues.comparisons == conditions.count else { return }
    for condition in conditions {
      var wordings = [condition.constant]
      if condition.constant.hasSuffix(".0") { wordings.append(String(condition.constant.dropLast(2))) }
      let ranges = wordings.lazy.map(cues.text.occurrences).first { !$0.isEmpty } ?? []
      guard ranges.count == 1, let range = ranges.first, let comparator = cues.comparator(before: range),
        (comparator == .greater || comparator == .after) == condition.greater,
        // *before February 25* gives 25: only a part of the constant.
        !(comparator == .before || comparator == .after) || range.count >= 4,
        !stretches.contains(where: { $0.range.overlaps(range) })
      else { return }
      stretches.append(.init(role: .constant, range: range))
      comparators.insert(comparator)
    }
    if comparators.count == 1 { example.comparator = comparators.first }
    if example.limit != nil { example.spans = stretches.sorted { $0.range.lowerBound < $1.range.lowerBound } }
  }
}
