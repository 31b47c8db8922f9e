/// Finds the span of a derivation that carries the value of `min max sum avg`.
enum ValueSpan {
  /// The answer when it reads as a value, else the measure; nil when neither does.
  static func of(_ derivation: Derivation, isDate: Bool = false) -> Span? {
    let spans = [derivation.answer, derivation.measure].compactMap { $0 }
    if isDate, let span = spans.first(where: { ValueParser.date(in: $0.value) != nil }) { return span }
    return spans.first { ValueParser.number(in: $0.value) != nil || ValueParser.date(in: $0.value) != nil }
  }

  /// Derivations whose value is a number, one for each value span, with those numbers in one unit.
  static func numbers(_ derivations: [Derivation], question: String) -> [(derivation: Derivation, value: Double)] {
    let scale = ValueParser.scale(askedIn: question)
    var seen: Set<Span> = []
    let rows = derivations.compactMap { derivation -> (Derivation, Quantity)? in
      let spans = [derivation.answer, derivation.measure].compactMap { $0 }
      for span in spans {
        if var number = ValueParser.number(in: span.value) {
          number.value /= ValueParser.divisor(of: span.value, scale: scale)
          return seen.insert(span).inserted ? (derivation, number) : nil
        }
      }
      return nil
    }
    let column = NumberColumn(rows.map(\.1), question: question)
    return zip(rows, column.values).compactMap { row, value in value.map { (row.0, $0) } }
  }
}
