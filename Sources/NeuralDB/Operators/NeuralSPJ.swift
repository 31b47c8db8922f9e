/// The neural select-project-join operator's second half: what the reader said of support sets (`ReaderModel.read`, in
/// parallel), as derivations.
struct NeuralSPJ: Sendable {
  let thresholds: Thresholds
  let plan: Plan

  /// The probability from which a reading's answers count.
  var threshold: Float { plan.collects ? thresholds.aggregateAnswers : thresholds.answers }

  /// What one reading yields under the plan.
  func derivations(_ reading: Reading, set: [Fact]) -> [Derivation] {
    let ids = set.map(\.id).sorted()
    if plan.operation == .bool, plan.comparison == nil {
      let yes = reading.probability(.yes)
      let no = reading.probability(.no)
      if max(yes, no) >= thresholds.truth {
        return [Derivation(truth: yes >= no, score: Double(max(yes, no)), facts: ids)]
      }
      if plan.conditions.isEmpty { return [] }
    }
    guard reading.probability(.answers) >= threshold else { return [] }
    return extract(reading, set, ids)
  }

  private func extract(_ reading: Reading, _ set: [Fact], _ ids: [Int64]) -> [Derivation] {
    let score = Double(reading.probability(.answers))
    let answers = reading.spans.indices.filter { reading.spans[$0].role == .answer }
    return answers.flatMap { answer -> [Derivation] in
      let measures = partners(of: answer, .measure, reading, many: plan.measure == .tally)
      let condition = partners(of: answer, .condition, reading, many: false).first
      func derivation(_ measure: Int?) -> Derivation {
        Derivation(
          answer: span(reading.spans[answer], set), measure: measure.map { span(reading.spans[$0], set) },
          condition: condition.map { span(reading.spans[$0], set) }, score: score, facts: ids)
      }
      return measures.isEmpty ? [derivation(nil)] : measures.map { derivation($0) }
    }
  }

  /// The spans of a role that belong to an answer: all that pair with it when `many`, else the likeliest.
  private func partners(of answer: Int, _ role: SpanRole, _ reading: Reading, many: Bool) -> [Int] {
    let others = reading.spans.indices.filter { reading.spans[$0].role == role }
    guard others.count > 1 else { return others }
    func probability(_ other: Int) -> Float { reading.pairs[[answer, other]] ?? 0 }
    let paired = others.filter { probability($0) > 0.5 }
    if many, !paired.isEmpty { return paired }
    return others.max { probability($0) < probability($1) }.map { [$0] } ?? []
  }

  private func span(_ span: ReadSpan, _ set: [Fact]) -> Span {
    let fact = set[span.fact]
    return Span(fact: fact.id, range: span.range, text: fact.text.utf8Text(span.range))
  }
}
