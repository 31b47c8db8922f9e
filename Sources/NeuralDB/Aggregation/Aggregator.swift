/// The aggregation stage: conditions first, then the accumulator of the plan's operator.
public enum Aggregator {
  /// The answer the derivations come to.
  ///
  /// - Parameter question: consulted for the unit or scale it names, and for whether numbers only name things.
  public static func aggregate(plan: Plan, derivations: [Derivation], question: String) -> AggregateResult {
    var kept = filtered(derivations, by: plan)
    if kept.isEmpty, isUndecided(derivations, plan) {
      // That none meets the condition is not known.
      var result = AggregateResult.unknown
      result.leftOut = undecided(derivations, plan)
      return result
    }
    if plan.operation == .argmin || plan.operation == .argmax, let comparison = plan.comparison {
      // "Which is taller, Gull Bridge or Iron Bridge?"
      let named = kept.filter { derivation in comparison.items.contains(where: derivation.names) }
      if !named.isEmpty {
        // One height alone says nothing; that one is the taller may be stated without any.
        let isOneMissing = comparison.items.contains { item in !named.contains { $0.names(item) } }
        if isOneMissing, plan.measure != .tally, named.allSatisfy({ $0.measure != nil }) { return .unknown }
        kept = named
      }
    }
    var result = run(accumulator(for: plan, question: question), kept)
    result.leftOut = undecided(derivations, plan) + leftOut(kept, result, plan)
    return result
  }

  /// The amounts with a unit that a condition could not be tested on: *$27* under *less than €30*.
  private static func undecided(_ derivations: [Derivation], _ plan: Plan) -> [Span] {
    let amounts = plan.conditions.filter { $0.constants.contains { ValueParser.number(in: $0)?.unit != nil } }
    guard !amounts.isEmpty else { return [] }
    return derivations.compactMap { derivation in
      guard let span = derivation.condition, ValueParser.number(in: span.value)?.unit.map({ !$0.isNoun }) == true,
        amounts.contains(where: { $0.holds(for: span.value) == nil })
      else { return nil }
      return span
    }
  }

  /// The amounts with a unit that a result does not rest on.
  private static func leftOut(_ derivations: [Derivation], _ result: AggregateResult, _ plan: Plan) -> [Span] {
    let orders = plan.operation == .argmin || plan.operation == .argmax
    let adds = plan.operation == .sum || plan.operation == .avg
    let compares = (orders || plan.operation == .min || plan.operation == .max) && plan.measure == .number
    guard adds || compares else { return [] }
    let used = Set(result.derivations.flatMap { [$0.answer, $0.measure].compactMap { $0 } })
    return derivations.compactMap { derivation in
      guard let span = orders ? derivation.measure : ValueSpan.of(derivation), !used.contains(span),
        let unit = ValueParser.number(in: span.value)?.unit, !unit.isNoun
      else { return nil }
      return span
    }
  }

  /// A fresh accumulator for a plan.
  public static func accumulator(for plan: Plan, question: String) -> any Accumulator {
    switch plan.operation {
    case .set: return SetAccumulator()
    case .bool:
      guard let comparison = plan.comparison else { return BoolAccumulator() }
      return ComparisonAccumulator(comparison: comparison, measure: plan.measure, question: question)
    case .count:
      return CountAccumulator(counting: plan.counting, question: question, addsStated: plan.conditions.isEmpty)
    case .min: return ExtremeAccumulator(largest: false, plan: plan, question: question)
    case .max: return ExtremeAccumulator(largest: true, plan: plan, question: question)
    case .argmin: return ArgExtremeAccumulator(largest: false, plan: plan, question: question)
    case .argmax: return ArgExtremeAccumulator(largest: true, plan: plan, question: question)
    case .sum: return SumAccumulator(question: question)
    case .avg: return AverageAccumulator(question: question)
    }
  }

  private static func run(_ accumulator: any Accumulator, _ derivations: [Derivation]) -> AggregateResult {
    var accumulator = accumulator
    for derivation in derivations { accumulator.add(derivation) }
    return accumulator.finish()
  }
}
