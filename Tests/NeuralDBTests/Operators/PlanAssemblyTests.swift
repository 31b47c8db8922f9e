import Testing

@testable import NeuralDB

/// One plan from the heads' separate decisions.
@Suite struct PlanAssemblyTests {
  private func plan(
    _ operation: NeuralDB.Operator, limit: LimitClass = .none, limits: [String] = [], items: [String] = []
  ) -> Plan {
    PlanAssembly(
      operation: operation, confidence: 1, counting: .entities, measure: .number, comparator: nil, limit: limit,
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
}
