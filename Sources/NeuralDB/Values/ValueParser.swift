/// Reads numbers, dates and units in the text of spans, by rules.
public enum ValueParser {
  /// What a span says: a written-out date, else a number, else a bare year, else text.
  public static func value(in text: String) -> Value {
    let tokens = ValueLexer.tokens(of: text)
    if let date = DateReader(tokens: tokens).first(), date.isExplicit { return .date(date.date) }
    if let quantity = number(in: tokens, text: text) { return .quantity(quantity) }
    return .text(text)
  }

  /// The first number in `text`, with its unit: *about 212,000 inhabitants*, *1 h 20 min*, *half a million*, *€2.50 an
  /// hour*. Digits of dates, clock times and versions do not count, a bare year does; of a range, the lower end.
  /// Amounts win over ordinals (*third*), which win over nothing.
  ///
  /// A rate keeps only what is counted: *1,200 requests per second* is 1,200 requests.
  public static func number(in text: String) -> Quantity? {
    number(in: ValueLexer.tokens(of: text), text: text)
  }

  /// The first date in `text`; written-out forms win over a bare year. Slashed dates are day first unless that cannot
  /// be.
  public static func date(in text: String) -> CalendarDate? {
    DateReader(tokens: ValueLexer.tokens(of: text)).first()?.date
  }

  /// The day and month of a text that is nothing else (*14/3*, *28.2.*), where a date is wanted: it may be a fraction or a
  /// number elsewhere. Day first unless that cannot be.
  static func dayAndMonth(in text: String) -> CalendarDate? {
    // *8.30* is a time of day.
    let stroke = text.wholeMatch(of: /\D*(\d{1,2})\/(\d{1,2})\D*/).map { ($0.output.1, $0.output.2) }
    let dots = text.wholeMatch(of: /\D*(\d{1,2})\.(\d{1,2})\./).map { ($0.output.1, $0.output.2) }
    guard let parts = stroke ?? dots, var day = Int(parts.0), var month = Int(parts.1) else { return nil }
    if month > 12 { (day, month) = (month, day) }
    guard (1...12).contains(month), (1...CalendarDate.longest(month)).contains(day) else { return nil }
    return CalendarDate(month: month, day: day)
  }

  /// A small whole number that limits or ranks: *three*, *top 5*, *second*, *3rd*.
  public static func ordinalOrCount(in text: String) -> Int? {
    let reader = NumberReader(tokens: ValueLexer.tokens(of: text))
    for start in reader.tokens.indices {
      guard let number = reader.number(at: start), !number.isFraction else { continue }
      guard number.value >= 1, number.value <= 1e6, number.value == number.value.rounded() else { continue }
      return Int(number.value)
    }
    return nil
  }

  /// The number `text` consists of, hedges aside (*about 12*, *12 drills*, *€64*); nil for names that hold a number
  /// (*Room 9*).
  public static func statedNumber(in text: String) -> Quantity? {
    let tokens = ValueLexer.tokens(of: text)
    guard DateReader(tokens: tokens).first()?.isExplicit != true else { return nil }
    let reader = QuantityReader(tokens: tokens)
    var start = 0
    while start < tokens.count {
      if let reading = reader.quantity(at: start) {
        let rest = tokens[reading.end...]
        guard !reading.isOrdinal, !rest.contains(where: { $0.isWord && $0.isCapitalised }) else { return nil }
        return reading.quantity
      }
      guard NumberWords.hedges.contains(tokens[start].lower) || tokens[start].text == "~" else { break }
      start += 1
    }
    return isNothing(text) ? Quantity(value: 0) : nil
  }

  /// `range` (UTF-8 offsets), widened to the date it is part of (*1996* of *Feb. 1996*) and to the unit behind its amount
  /// (*3* of *3 years*); as it is where it cuts neither.
  ///
  /// - Parameter nouns: whether what is counted is taken along too: *1250 visitors*.
  static func whole(_ range: Range<Int>, in text: String, nouns: Bool = false) -> Range<Int> {
    let tokens = ValueLexer.tokens(of: text)
    let own = tokens.indices.filter { range.contains(tokens[$0].range.lowerBound) }
    // The number of *In May 14 parcels came* is none of a date's.
    if own.first.map({ tokens[$0].isWord }) ?? false || DateReader(tokens: own.map { tokens[$0] }).first() != nil {
      let dates = DateReader(tokens: tokens).explicitRanges().map { span in
        tokens[span.lowerBound].range.lowerBound..<tokens[span.upperBound - 1].range.upperBound
      }
      if let date = dates.first(where: { $0.overlaps(range) }) {
        return min(date.lowerBound, range.lowerBound)..<max(date.upperBound, range.upperBound)
      }
    }
    let reader = QuantityReader(tokens: tokens)
    for start in own {
      guard let reading = reader.quantity(at: start) else { continue }
      guard let unit = reading.quantity.unit else { return range }
      if unit.isNoun {
        guard nouns, let noun = tokens[reading.end...].prefix(3).first(where: { unit == .noun($0.lower) }),
          !noun.isCapitalised
        else {
          return range
        }
        return range.lowerBound..<max(range.upperBound, noun.range.upperBound)
      }
      return range.lowerBound..<max(range.upperBound, tokens[reading.end - 1].range.upperBound)
    }
    return range
  }

  /// What a question counts in: 12 for *how many dozen*, 1e6 for *in millions*; nil where it says nothing.
  static func scale(askedIn question: String) -> Double? {
    let tokens = ValueLexer.tokens(of: question)
    func word(_ index: Int) -> String { tokens.lower(index) ?? "" }
    let asked = tokens.indices.first { index in
      guard size(word(index)) != nil else { return false }
      return word(index - 1) == "many" && word(index - 2) == "how"
        || word(index - 1) == "in" && word(index).hasSuffix("s")
    }
    return asked.flatMap { size(word($0)) }
  }

  /// What the number of a span is divided by under a question that counts in `scale`: 1 where the span does not say so itself,
  /// as it is then taken to count in it too.
  static func divisor(of text: String, scale: Double?) -> Double {
    guard let scale, ValueLexer.tokens(of: text).contains(where: { size($0.lower) == scale }) else { return 1 }
    return scale
  }

  private static func size(_ word: String) -> Double? {
    NumberWords.pairs.contains(word) ? nil : NumberWords.scales[word] ?? NumberWords.groups[word]
  }

  /// The unit a question asks for, among those that `accepts`: *in minutes*, *how many hours in all*, *the number of
  /// days*, *(kg)*. Any other word for a unit is about something else: *this week*, *the longest working day*, *the second
  /// team*, *52 minutes*.
  public static func unit(namedIn question: String, where accepts: (ValueUnit) -> Bool) -> ValueUnit? {
    let reader = QuantityReader(tokens: ValueLexer.tokens(of: question))
    func word(_ index: Int) -> String { reader.tokens.lower(index) ?? "" }
    func isAskedFor(_ index: Int, as name: String) -> Bool {
      switch word(index - 1) {
      case "(": true
      // *Who came in second?*
      case "in": !(name.lowercased() == "second")
      case "of": word(index - 2) == "number"
      default: (1...3).contains { word(index - $0) == "many" && word(index - $0 - 1) == "how" }
      }
    }
    var index = 0
    while index < reader.tokens.count {
      if let quantity = reader.quantity(at: index), quantity.quantity.unit != nil {
        index = max(quantity.end, index + 1)
        continue
      }
      if let match = reader.matchUnit(at: index), accepts(match.unit), isAskedFor(index, as: match.text) {
        return match.unit
      }
      index += 1
    }
    return nil
  }

  private static func number(in tokens: [ValueToken], text: String) -> Quantity? {
    let masked = DateReader(tokens: tokens).explicitRanges()
    let reader = QuantityReader(tokens: tokens)
    var ordinal: Quantity?
    var start = 0
    while start < tokens.count {
      if let range = masked.first(where: { $0.contains(start) }) {
        start = range.upperBound
        continue
      }
      if let reading = reader.quantity(at: start), !masked.contains(where: { $0.overlaps(start..<reading.end) }) {
        if !reading.isOrdinal { return reading.quantity }
        ordinal = ordinal ?? reading.quantity
      }
      start += 1
    }
    return ordinal ?? loneWord(text).map { Quantity(value: $0) }
  }

  /// The number of a text that has none but says one: *none*, *a single pup*, *dozen*.
  private static func loneWord(_ text: String) -> Double? {
    if isNothing(text) { return 0 }
    let words = TextNormalizer.normalized(text).split(separator: " ")
    if words.first == "single" { return 1 }
    return words.count == 1 ? NumberWords.groups[String(words[0])] : nil
  }

  private static func isNothing(_ text: String) -> Bool {
    NumberWords.nothing.contains(TextNormalizer.normalized(text))
  }
}
