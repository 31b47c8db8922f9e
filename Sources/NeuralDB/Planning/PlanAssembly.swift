/// The heads' separate decisions about a question, brought into one consistent plan.
struct PlanAssembly {
  var operation: Operator
  var confidence: Double
  var counting: Counting
  var measure: MeasureKind
  var comparator: Comparator?
  var limit: LimitClass
  var constants: [String]
  var limits: [String]
  var items: [String]
  var expectsSeveral: Bool

  var plan: Plan {
    var plan = Plan(operation: operation, counting: counting, measure: measure, confidence: confidence)
    plan.expectsSeveral = operation == .set && expectsSeveral
    if operation == .bool, items.count == 2, let comparator, comparator == .greater || comparator == .less {
      plan.comparison = Comparison(items: items, comparator: comparator)
      return plan
    }
    if operation == .argmin || operation == .argmax, items.count == 2 {
      plan.comparison = Comparison(items: items, comparator: operation == .argmax ? .greater : .less)
    }
    if let comparator, !constants.isEmpty {
      let wanted = comparator == .between ? 2 : 1
      if constants.count >= wanted {
        plan.conditions = [Condition(comparator: comparator, constants: Array(constants.prefix(wanted)))]
      }
    }
    let number = limits.compactMap { ValueParser.ordinalOrCount(in: $0) }.first
    if let number, number > 0, [.argmin, .argmax, .min, .max].contains(operation) {
      plan.limit =
        switch limit {
        case .none: .none
        case .top: .top(number)
        case .rank: .rank(number)
        }
    }
    return plan
  }
}
