import Testing

@testable import NeuralDB

/// One plan from the heads' separate decisions.
@Suite struct PlanAssemblyTests {
  private func plan(
    _ operation: NeuralDB.Operator, limit: LimitClass = .none, limits: [String] = [], items: [String] = [],
    comparator: NeuralDB.Comparator? = nil
  ) -> Plan {
    PlanAssembly(
      operation: operation, confidence: 1, counting: .entities, measure: .number, comparator: comparator, limit: limit,
      constants: [], limits: limits, items: items, expectsSeveral: false
    ).plan
  }

  @Test(
    "What orders has a rank, values as well as the things that have them",
    arguments: [
      NeuralDB.Operator.min, .max, .argmin, .argmax,
    ])
  func ranks(_ operation: NeuralDB.Operator) {
    #expect(plan(operation, limit: .rank, limits: ["second"]).limit == .rank(2))
    #expect(plan(operation, limit: .top, limits: ["three"]).limit == .top(3))
    #expect(plan(operation, limits: ["second"]).limit == .none)
  }

  @Test func whatDoesNotOrderHasNone() {
    #expect(plan(.sum, limit: .rank, limits: ["second"]).limit == .none)
  }

  @Test("Which of two named things is more is asked of these two alone")
  func twoItems() {
    #expect(plan(.argmax, items: ["Gull Bridge", "Iron Bridge"]).comparison?.items == ["Gull Bridge", "Iron Bridge"])
    #expect(plan(.argmax, items: ["Gull Bridge"]).comparison == nil)
  }

  @Test("Whether one of two named things came before the other compares their dates")
  func beforeAndAfter() {
    let plan = plan(.bool, items: ["mill", "church"], comparator: .before)
    #expect(plan.comparison == Comparison(items: ["mill", "church"], comparator: .less))
    #expect(plan.measure == .date)
    #expect(self.plan(.bool, items: ["mill", "church"], comparator: .after).comparison?.comparator == .greater)
    let rows = [AggregationTests.row(1, "church", measure: "1926"), AggregationTests.row(2, "mill", measure: "1874")]
    #expect(Aggregator.aggregate(plan: plan, derivations: rows, question: "").values == ["TRUE"])
  }
}
