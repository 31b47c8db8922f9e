import Encoder
import Testing

@testable import NeuralDB

/// A written form with the number and unit symbol it must read as.
struct NumberCase: Sendable, CustomTestStringConvertible {
  var text: String
  var value: Double?
  var unit: String?

  init(_ text: String, _ value: Double?, _ unit: String? = nil) {
    self.text = text
    self.value = value
    self.unit = unit
  }

  var testDescription: String { text }
}

@Suite struct ValueTests {
  static let numbers: [NumberCase] = [
    // Digits and separators
    .init("12", 12), .init("1,240", 1240), .init("1.240,50", 1240.5), .init("1 000", 1000),
    .init("12 500 000", 12_500_000), .init("1\u{a0}240", 1240), .init("1'000", 1000), .init("1.240.000", 1_240_000),
    .init("1,240.50", 1240.5), .init("1,20,000", 120_000), .init("3,5", 3.5), .init("0,125", 0.125),
    .init("3.25", 3.25),
    .init(".5", 0.5), .init("+35000", 35000), .init("-7", -7), .init("−5 °C", -5, "°C"), .init("minus five", -5),
    .init("1.5e6", 1_500_000), .init("10873.0", 10873), .init("approximately 3,400", 3400), .init("~50", 50),
    .init("007", 7),
    // Words
    .init("twelve", 12), .init("a dozen", 12), .init("two dozen", 24), .init("half a dozen", 6),
    .init("two hundred and five", 205), .init("half a million", 500_000), .init("a quarter of a million", 250_000),
    .init("one thousand two hundred", 1200), .init("twenty-five", 25), .init("Forty two", 42),
    .init("ninety-nine thousand", 99000), .init("a hundred", 100), .init("a couple of years", 2, "yr"),
    .init("a million and a half", 1_500_000), .init("two and a half million", 2_500_000),
    .init("one and a half", 1.5), .init("3 and a half", 3.5), .init("three quarters", 0.75),
    .init("two thirds", 2.0 / 3),
    .init("three million two hundred thousand and six", 3_200_006), .init("twice", 2), .init("none", 0),
    .init("free", 0), .init("zero", 0), .init("a third", 1.0 / 3), .init("one hundred and twenty-three", 123),
    // Scales
    .init("5k", 5000), .init("35K", 35000), .init("1.2 million", 1_200_000), .init("3M", 3_000_000),
    .init("2 bn", 2e9), .init("4 thousand", 4000), .init("7.9 billion people", 7.9e9, "people"),
    .init("3 lakh", 300_000), .init("2 crore", 2e7), .init("five hundred thousand", 500_000),
    // Fractions
    .init("1/2", 0.5), .init("3 1/2", 3.5), .init("2½", 2.5), .init("¾", 0.75), .init("1½ hours", 1.5, "h"),
    .init("2/5 litre", 0.4, "l"), .init("1/5 of it", 0.2),
    // Marks
    .init("8/10", 8), .init("10/10", 10), .init("31/40", 31), .init("4/36", 4),
    // As people type them
    .init("€1.500", 1500, "EUR"), .init("1.250 euros", 1250, "EUR"), .init("€1.859", 1.859, "EUR"),
    .init("1.240", 1.24),
    .init("2 400g tins", 2), .init("2 400", 2400), .init("250 gms", 250, "g"), .init("60 km/hr", 60, "km/h"),
    .init("38 NM", 38, "nmi"), .init("40 sq feet", 40, "ft²"), .init("500 kb", 500, "kB"), .init("Rs500", 500, "INR"),
    .init("R2,400", 2400, "ZAR"), .init("RM2,140", 2140, "MYR"), .init("EUR50", 50, "EUR"),
    .init("nine pairs", 9, "pairs"),
    .init("a pair", 2), .init("a score of 85", 85), .init("5 hours 10", 5 + 1.0 / 6, "h"),
    .init("1 h 05", 65.0 / 60, "h"),
    .init("4 min 12", 4.2, "min"), .init("5 hours 10 times", 5, "h"), .init("14 km, 1,100 m", 14, "km"),
    .init("3+ years", 3, "yr"), .init("3 working days", 3, "d"), .init("an hour's drive", 1, "h"),
    .init("a bit over 20 kg", 20, "kg"), .init("1.2m subscribers", 1_200_000, "subscribers"),
    .init("3m euros", 3e6, "EUR"),
    .init("10m ropes", 10, "m"), .init("2 x 400 g", 800, "g"), .init("3 × £12", 36, "GBP"), .init("never", 0),
    // Ordinals
    .init("39th birthday", 39), .init("third", 3), .init("twenty-second", 22), .init("the 1st", 1),
    .init("fifth", 5), .init("21st", 21),
    // Money
    .init("€34.50", 34.5, "EUR"), .init("€ 14", 14, "EUR"), .init("$1.2m", 1_200_000, "USD"),
    .init("$3bn", 3e9, "USD"), .init("£5", 5, "GBP"), .init("120 euros", 120, "EUR"), .init("99 EUR", 99, "EUR"),
    .init("USD 2,000", 2000, "USD"), .init("US$40", 40, "USD"), .init("€1.240,50", 1240.5, "EUR"),
    .init("200 kr", 200, "kr"), .init("50 cents", 50, "cent"), .init("80p", 80, "p"), .init("-€5", -5, "EUR"),
    .init("CHF 12", 12, "CHF"), .init("¥5000", 5000, "JPY"), .init("€2.50 an hour", 2.5, "EUR"),
    .init("ten dollars", 10, "USD"), .init("€129.95.", 129.95, "EUR"), .init("$1.5 billion", 1.5e9, "USD"),
    .init("€5 and 20 cents", 5.2, "EUR"), .init("half a million dollars", 500_000, "USD"),
    // Ratios
    .init("82%", 82, "%"), .init("12 percent", 12, "%"), .init("3.5 per cent", 3.5, "%"),
    .init("two percentage points", 2, "%"), .init("12,5 %", 12.5, "%"),
    // Length, area, volume, mass
    .init("42 m", 42, "m"), .init("28 metres", 28, "m"), .init("67 m above the river", 67, "m"), .init("5km", 5, "km"),
    .init("31 m tall", 31, "m"), .init("3.2 miles", 3.2, "mi"), .init("6 ft 2 in", 6 + 2.0 / 12, "ft"),
    .init("6 ft 2", 6 + 2.0 / 12, "ft"), .init("10 inches", 10, "in"), .init("12 in", 12, "in"),
    .init("12 in 2019", 12), .init("1 m 80 cm", 1.8, "m"), .init("half a mile", 0.5, "mi"),
    .init("120 m²", 120, "m²"), .init("85 square metres", 85, "m²"), .init("3 hectares", 3, "ha"),
    .init("400 sq ft", 400, "ft²"), .init("2 litres", 2, "l"), .init("330 ml", 330, "ml"), .init("5 m3", 5, "m³"),
    .init("3 gallons", 3, "gal"), .init("78 kg", 78, "kg"), .init("500 mg", 500, "mg"), .init("1 g", 1, "g"),
    .init("3 mg of warfarin a day", 3, "mg"), .init("11 stone 4 lb", 11 + 4.0 / 14, "st"), .init("5 pounds", 5, "lb"),
    .init("two tonnes", 2, "t"), .init("4 oz", 4, "oz"), .init("three kilos", 3, "kg"),
    // Time
    .init("52 minutes", 52, "min"), .init("1 h 20 min", 1 + 1.0 / 3, "h"), .init("an hour and a half", 1.5, "h"),
    .init("one and a half hours", 1.5, "h"), .init("half an hour", 0.5, "h"),
    .init("three quarters of an hour", 0.75, "h"), .init("a quarter of an hour", 0.25, "h"),
    .init("2 hours", 2, "h"), .init("2h30", 2.5, "h"), .init("1h 20m", 1 + 1.0 / 3, "h"),
    .init("3m 20s", 3 + 1.0 / 3, "min"),
    .init("two hours and twenty minutes", 2 + 1.0 / 3, "h"), .init("a 58-year-old diabetic", 58, "yr"),
    .init("52-minute", 52, "min"), .init("aged 81", 81), .init("90 secs", 90, "s"),
    .init("a fortnight", 1, "fortnight"),
    .init("10 years", 10, "yr"), .init("250 ms", 250, "ms"), .init("an hour", 1, "h"), .init("two weeks", 2, "wk"),
    .init("2 and a half hours", 2.5, "h"), .init("2 hours on 17 February 2024", 2, "h"),
    .init("two-and-a-half hours", 2.5, "h"), .init("30-35 minutes", 30, "min"), .init("4 to 5 days", 4, "d"),
    .init("between 5 and 10 kg", 5, "kg"), .init("5'11\"", 5 + 11.0 / 12, "ft"), .init("five foot six", 5.5, "ft"),
    .init("a year and a half", 1.5, "yr"),
    // Temperature, speed, data, the rest
    .init("38.9 °C", 38.9, "°C"), .init("39,4 °C", 39.4, "°C"), .init("100 degrees Fahrenheit", 100, "°F"),
    .init("25 degrees", 25, "°"), .init("300 K", 300, "K"), .init("70 °F", 70, "°F"), .init("120 km/h", 120, "km/h"),
    .init("60 mph", 60, "mph"), .init("80 kilometres per hour", 80, "km/h"), .init("30 miles an hour", 30, "mph"),
    .init("3 m/s", 3, "m/s"), .init("16 GB", 16, "GB"), .init("512 MiB", 512, "MiB"), .init("100 Mbps", 100, "Mbit/s"),
    .init("5 kWh", 5, "kWh"), .init("3.2 GHz", 3.2, "GHz"),
    // Nouns and names
    .init("12 drills", 12, "drills"), .init("120 rooms", 120, "rooms"),
    .init("1,200 requests per second", 1200, "requests"),
    .init("about 212,000 inhabitants", 212_000, "inhabitants"), .init("12 new red drills", 12, "drills"),
    .init("Room 9", 9), .init("twelve people", 12, "people"), .init("2019", 2019), .init("58 now", 58),
    .init("3.8.1", nil), .init("v1.12.0", nil), .init("A4", nil), .init("Covid-19", nil), .init("14 March 1991", nil),
    .init("14:30", nil), .init("no idea", nil), .init("Anna", nil), .init("", nil), .init("the", nil),
    .init("2024-03-21", nil), .init("no one", 1),
    // What an amount goes on with
    .init("two pounds fifty", 2.5, "lb"), .init("1 lb 9", 1 + 9.0 / 16, "lb"), .init("ten euros twenty", 10.2, "EUR"),
    .init("5 euros 3 times", 5, "EUR"), .init("4 degrees below zero", -4, "°"), .init("6 °C below freezing", -6, "°C"),
    .init("4 below the line", 4), .init("2 x 3 x 400 g", 2400, "g"),
  ]

  @Test(arguments: numbers)
  func readsNumbers(_ form: NumberCase) throws {
    let quantity = ValueParser.number(in: form.text)
    guard let value = form.value else {
      #expect(quantity == nil)
      return
    }
    let read = try #require(quantity)
    #expect(abs(read.value - value) <= 1e-9 * max(1, abs(value)), "read \(read.value)")
    #expect(read.unit?.symbol == form.unit)
  }

  @Test(
    arguments: [
      ("three", 3), ("top 5", 5), ("second", 2), ("3rd", 3), ("the two cheapest", 2), ("a dozen", 12),
      ("second largest", 2), ("twenty-first", 21), ("the cheapest", nil), ("half", nil),
    ] as [(String, Int?)])
  func readsOrdinalsAndCounts(_ text: String, _ wanted: Int?) {
    #expect(ValueParser.ordinalOrCount(in: text) == wanted)
  }

  @Test(
    arguments: [
      ("2 hours", "min", 120), ("1 km", "m", 1000), ("98.6 °F", "°C", 37), ("0 °C", "K", 273.15), ("5 GB", "MB", 5000),
      ("500 mg", "g", 0.5), ("1 mile", "km", 1.609344), ("36 km/h", "m/s", 10), ("50 cents", "EUR", 0.5),
      ("5 pounds", "GBP", 5), ("38 degrees", "°C", 38), ("1 ha", "m²", 10000), ("7", "kg", 7),
    ] as [(String, String, Double)])
  func convertsUnits(_ text: String, _ unit: String, _ wanted: Double) throws {
    let quantity = try #require(ValueParser.number(in: text))
    let target = try #require(UnitTable.unit(unit) as ValueUnit?)
    let value = try #require(quantity.value(in: target))
    #expect(abs(value - wanted) < 1e-9 * max(1, wanted))
  }

  @Test("A long line of factors or number words is read in time that grows with its length")
  func manyFactors() {
    let text = Array(repeating: "1999", count: 20_000).joined(separator: " x ")
    #expect(ValueParser.number(in: text)?.value == 1999)
    let words = Array(repeating: "one hundred", count: 5_000).joined(separator: " ")
    #expect(ValueParser.number(in: words) != nil)
  }

  @Test func refusesToConvertBetweenDimensionsAndCurrencies() throws {
    #expect(Quantity(value: 5, unit: UnitTable.unit("kg")).value(in: UnitTable.unit("m")) == nil)
    #expect(Quantity(value: 5, unit: UnitTable.unit("EUR")).value(in: UnitTable.unit("USD")) == nil)
  }

  @Test func printsPlainNumbers() {
    #expect(PlainNumber.text(3400) == "3400")
    #expect(PlainNumber.text(34.5 + 129.95) == "164.45")
    #expect(PlainNumber.text(0.1 + 0.2) == "0.3")
    #expect(PlainNumber.text(-0.0) == "0")
    #expect(PlainNumber.average(251.0 / 3) == "83.67")
    #expect(PlainNumber.average(12) == "12.00")
    #expect(PlainNumber.average(34.625) == "34.63")
    #expect(PlainNumber.average(-0.125) == "-0.13")
    #expect(PlainNumber.average(-0.003) == "0.00")
    #expect(PlainNumber.text(1_234_567.10 + 2_345_678.20 + 345_678.40) == "3925923.7")
    #expect(PlainNumber.text(0.000171) == "0.000171")
  }

  @Test(arguments: [
    ("The Blue Anchor.", "blue anchor"), ("  An  expired   certificate", "expired certificate"),
    ("\"Anna\"", "anna"), ("Nora's", "nora"), ("“the Mill House”", "mill house"), ("A", "a"), ("MÉTRO", "métro"),
  ])
  func normalizesText(_ text: String, _ wanted: String) {
    #expect(TextNormalizer.normalized(text) == wanted)
  }

  /// Any text at all must be read without a crash: the readers look ahead of and behind every token.
  @Test func survivesAnyText() {
    let pieces = [
      "1", "12", "2024", "1,2", "3.8.1", "30", "½", "/", "-", "+", "€", "$", ":", ".", ",", "'", "\"", "°", "%", " ",
      " ",
      "and", "a", "an", "half", "of", "the", "hour", "h", "m", "ft", "in", "million", "hundred", "k", "th", "s",
      "March",
      "may", "Tue", "at", "T", "pm", "p.m.", "BC", "AD", "century", "Q3", "spring", "second", "twenty", "no", "minus",
      "per", "km/h", "Christmas", "new", "year's", "eve", "half a", "(", "−", "o'clock",
    ]
    var random = SeededRandom(seed: 3)
    for _ in 0..<1000 {
      let count = Int.random(in: 0...7, using: &random)
      let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined(separator: Bool.random(using: &random) ? " " : "")
      _ = ValueParser.value(in: text)
      _ = ValueParser.date(in: text)?.minutes(on: .years)
      _ = ValueParser.statedNumber(in: text)
      _ = ValueParser.unit(namedIn: text) { _ in true }
      _ = ValueParser.ordinalOrCount(in: text)
      _ = ValueParser.number(in: text).map { PlainNumber.text($0.value) }
      _ = Condition(comparator: .between, constants: [text, "5 May"]).holds(for: text)
      _ = TextNormalizer.normalized(text)
      _ = ExactMatch.matches(predicted: [text], gold: ["7"], operation: .set)
    }
  }
}
