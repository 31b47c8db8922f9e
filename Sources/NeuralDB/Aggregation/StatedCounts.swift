/// Numbers of things that facts state in place of naming the things (*14 parcels*).
enum StatedCounts {
  /// The numbers in one unit, one a text; nil where any text states none, or one that is none of things: a measure that the
  /// question does not ask for (*5 h*), a date, or a number of a calendar (*1784*) or a register (*7710*, *003*).
  ///
  /// - Parameters:
  ///   - question: consulted only for the unit it names.
  ///   - ofAnyUnit: whether amounts count that convert into each other, though the question names no unit: *Who ran most?*
  static func of(_ texts: [String], question: String, ofAnyUnit: Bool = false) -> [Double]? {
    let quantities = texts.compactMap { ValueParser.statedNumber(in: $0) }
    guard !texts.isEmpty, quantities.count == texts.count, !texts.contains(where: isLabel) else { return nil }
    // Of things there are whole numbers: *7.10* and *3/10* are times, dates or readings.
    let things = zip(texts, quantities).filter { $1.unit?.isNoun ?? true }
    guard things.allSatisfy({ $1.value == $1.value.rounded() && !$0.contains("/") }) else { return nil }
    let units = quantities.compactMap(\.unit).filter { !$0.isNoun }
    let asked = ValueParser.unit(namedIn: question) { unit in
      units.allSatisfy { Quantity(value: 1, unit: $0).value(in: unit) != nil }
    }
    guard units.isEmpty || asked != nil || ofAnyUnit else { return nil }
    let values = NumberColumn(quantities, question: question).values.compactMap { $0 }
    return values.count == texts.count ? values : nil
  }

  /// Digits written as years and labels are: four or more without a separator, or behind a zero.
  private static func isLabel(_ text: String) -> Bool {
    guard text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return false }
    return text.count > 3 || text.count > 1 && text.hasPrefix("0")
  }
}
