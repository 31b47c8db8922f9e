extension Aggregator {
  /// The derivations that meet every condition of the plan. In a yes/no plan none are dropped for failing: extractive
  /// readings get their truth from the conditions instead.
  static func filtered(_ derivations: [Derivation], by plan: Plan) -> [Derivation] {
    guard !plan.conditions.isEmpty else { return derivations }
    return derivations.compactMap { derivation in
      guard plan.operation == .bool else {
        // *Who was born in 1990?*: that the fact answers says that the value is there.
        let isReadInto = plan.conditions.allSatisfy { $0.comparator == .equal } && derivation.condition == nil
        let verdict = meets(plan.conditions, derivation)
        return verdict == true || verdict == nil && isReadInto ? derivation : nil
      }
      guard derivation.truth == nil else { return derivation }
      var judged = derivation
      judged.truth = meets(plan.conditions, derivation)
      return judged.truth == nil ? nil : judged
    }
  }

  /// Whether the plan's conditions can be tested on none of some derivations.
  static func isUndecided(_ derivations: [Derivation], _ plan: Plan) -> Bool {
    !plan.conditions.isEmpty && !derivations.isEmpty
      && derivations.allSatisfy { $0.truth == nil && meets(plan.conditions, $0) == nil }
  }

  /// False when one condition fails, nil when none does but one cannot be decided.
  private static func meets(_ conditions: [Condition], _ derivation: Derivation) -> Bool? {
    var undecided = false
    for condition in conditions {
      switch verdict(condition, derivation) {
      case false: return false
      case nil: undecided = true
      default: break
      }
    }
    return undecided ? nil : true
  }

  /// Decided on the condition span; without one, or when it says nothing about this condition, on measure, then answer.
  private static func verdict(_ condition: Condition, _ derivation: Derivation) -> Bool? {
    for span in [derivation.condition, derivation.measure, derivation.answer] {
      guard let span, let holds = condition.holds(for: span.value) else { continue }
      return holds
    }
    return nil
  }
}
