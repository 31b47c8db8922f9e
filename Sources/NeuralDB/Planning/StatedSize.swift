/// How many things a question says that its answer is made of: *the three venues*, *both shops*, *Ann, Bo and Cy together*.
enum StatedSize {
  /// - Returns: nil where the question does not say it, says two numbers, or tests by its number (*over three hours*).
  static func of(_ question: String, _ plan: Plan) -> Int? {
    guard sized.contains(plan.operation) else { return nil }
    let tokens = ValueLexer.tokens(of: question)
    let numbers = tokens.indices.filter { number(tokens[$0]) != nil }
    guard let place = numbers.first else { return plan.operation == .set ? nil : names(tokens) }
    let tested = Set(plan.conditions.flatMap(\.constants).flatMap(ValueLexer.tokens(of:)).map(\.lower))
    guard numbers.count == 1, place + 1 < tokens.count, tokens[place + 1].isWord, !tested.contains(tokens[place].lower),
      tokens.lower(place - 1).map(comparing.contains) != true
    else { return nil }
    return number(tokens[place])
  }

  private static let sized: Set<Operator> = [.set, .sum, .avg]
  private static let comparing: Set<String> = ["than", "over", "under", "least", "most", "above", "below"]

  /// Two and more, in words: in digits it is mostly a name (*flat 2*).
  private static func number(_ token: ValueToken) -> Int? {
    if token.lower == "both" { return 2 }
    return NumberWords.units[token.lower].flatMap { $0 > 1 ? Int($0) : nil }
  }

  /// How many names or numbers the question's only *and* joins.
  private static func names(_ tokens: [ValueToken]) -> Int? {
    func isName(_ place: Int) -> Bool {
      place > 0 && place < tokens.count && (tokens[place].text.first.map { $0.isUppercase || $0.isNumber } ?? false)
    }
    let links = tokens.indices.filter { ["and", "&"].contains(tokens[$0].lower) }
    guard links.count == 1, var place = links.first, isName(place + 1) else { return nil }
    var count = 1
    while place > 0 {
      place -= 1
      if tokens.isSymbol(place, ",") { place -= 1 }
      guard isName(place) else { return nil }
      count += 1
      while isName(place) { place -= 1 }
      if place > 0, tokens[place].lower == "the" { place -= 1 }
      guard tokens.isSymbol(place, ",") else { return count }
    }
    return nil
  }
}
