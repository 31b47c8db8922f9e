/// The units the value parser knows, by their written forms.
enum UnitTable {
  /// Case-sensitive symbols (`m`, `MB`, `°C`) and lower-case names (`metres`, `miles per hour`).
  private static let units: (symbols: [String: ValueUnit], names: [String: ValueUnit]) = build()

  /// The unit written as `text`, tokens joined by single spaces.
  static func unit(_ text: String) -> ValueUnit? {
    if let unit = units.symbols[text] { return unit }
    let lower = text.lowercased()
    return units.names[lower] ?? (text.count > 1 ? units.symbols[lower] : nil)
  }

  /// Whether `text` is a spelled-out name, safe to read after an article (*an hour*) or anywhere in a question.
  static func isName(_ text: String) -> Bool { units.names[text.lowercased()] != nil }

  /// Longest written form, in tokens.
  static let longest = 5

  private static func build() -> (symbols: [String: ValueUnit], names: [String: ValueUnit]) {
    var symbols: [String: ValueUnit] = [:]
    var names: [String: ValueUnit] = [:]
    for row in rows {
      let unit = ValueUnit(row.symbol, row.dimension, factor: row.factor, offset: row.offset)
      for form in row.symbols.split(separator: " ") { symbols[String(form).replacing("_", with: " ")] = unit }
      for form in row.names.split(separator: ",") {
        let name = form.trimmingPrefix(" ")
        names[String(name)] = unit
        names[plural(String(name))] = unit
      }
    }
    return (symbols, names)
  }

  /// The plural of a name; the head noun of *metre per second* is its first word, of *square metre* its last.
  private static func plural(_ name: String) -> String {
    if name.hasPrefix("degree ") { return "degrees" + name.dropFirst(6) }
    for preposition in [" per ", " an ", " of "] {
      if let range = name.firstRange(of: preposition) {
        return plural(String(name[..<range.lowerBound])) + name[range.lowerBound...]
      }
    }
    if name.hasSuffix("inch") { return name + "es" }
    if name.hasSuffix("foot") { return name.dropLast(4) + "feet" }
    if name.hasSuffix("century") { return name.dropLast() + "ies" }
    return name + "s"
  }

  struct Row {
    var symbol: String
    var dimension: ValueDimension
    var factor: Double
    var offset: Double
    /// Space-separated; `_` stands for a space inside a form.
    var symbols: String
    /// Comma-separated, singular; plurals are added.
    var names: String

    init(
      _ symbol: String, _ dimension: ValueDimension, _ factor: Double, _ symbols: String, _ names: String,
      offset: Double = 0
    ) {
      self.symbol = symbol
      self.dimension = dimension
      self.factor = factor
      self.offset = offset
      self.symbols = symbols
      self.names = names
    }
  }

  private static let rows = measures + rates + currencies
}
