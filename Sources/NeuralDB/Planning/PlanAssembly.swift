/// The heads' separate decisions about a question, brought into one consistent plan.
package struct PlanAssembly {
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

  package init(
    operation: Operator, confidence: Double, counting: Counting, measure: MeasureKind, comparator: Comparator?,
    limit: LimitClass, constants: [String], limits: [String], items: [String], expectsSeveral: Bool
  ) {
    self.operation = operation
    self.confidence = confidence
    self.counting = counting
    self.measure = measure
    self.comparator = comparator
    self.limit = limit
    self.constants = constants
    self.limits = limits
    self.items = items
    self.expectsSeveral = expectsSeveral
  }

  package var plan: Plan {
    var plan = Plan(operation: operation, counting: counting, measure: measure, confidence: confidence)
    plan.expectsSeveral = operation == .set && expectsSeveral
    if operation == .bool, items.count == 2, let comparator, let order = Self.orders[comparator] {
      // *Was the mill built before the church?* compares dates, whatever the head for measures says.
      if comparator == .before || comparator == .after { plan.measure = .date }
      plan.comparison = Comparison(items: items, comparator: order)
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

  /// What compares two things: of dates the later is the greater.
  private static let orders: [Comparator: Comparator] = [
    .greater: .greater, .after: .greater, .less: .less, .before: .less,
  ]
}
