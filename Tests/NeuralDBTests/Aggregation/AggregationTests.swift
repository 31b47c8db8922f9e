import Encoder
import Foundation
import Testing

@testable import NeuralDB

@Suite struct AggregationTests {
  /// A derivation from one fact with spans at offsets by role.
  static func row(
    _ fact: Int64, _ answer: String?, measure: String? = nil, condition: String? = nil, truth: Bool? = nil, at: Int = 0
  ) -> Derivation {
    func span(_ text: String?, _ offset: Int) -> Span? {
      text.map { Span(fact: fact, range: (at + offset)..<(at + offset + $0.utf8.count), text: $0) }
    }
    return Derivation(
      answer: span(answer, 0), measure: span(measure, 100), condition: span(condition, 200), truth: truth, score: 0.9,
      facts: [fact])
  }

  func values(_ plan: Plan, _ rows: [Derivation], _ question: String = "") -> [String] {
    Aggregator.aggregate(plan: plan, derivations: rows, question: question).values
  }

  static let outages = [
    row(12, "checkout", measure: "45 minutes", condition: "45 minutes"),
    row(14, "search-api", measure: "2 hours", condition: "2 hours"),
    row(16, "auth-gateway", measure: "18 minutes", condition: "18 minutes"),
    row(17, "Ledger", measure: "75 minutes", condition: "75 minutes"),
    row(30, "mobile-bff", measure: "30 minutes", condition: "30 minutes"),
    row(34, "checkout", measure: "10 minutes", condition: "10 minutes"),
  ]

  @Test func setIsDistinctInFactOrder() {
    let rows = [Self.row(9, "the Mill House"), Self.row(2, "Blue Anchor"), Self.row(4, "Mill House.")]
    #expect(values(Plan(operation: .set), rows) == ["Blue Anchor", "Mill House."])
    #expect(Aggregator.aggregate(plan: Plan(operation: .set), derivations: [], question: "").known == false)
  }

  @Test func shortNamesJoinTheOneLongerName() {
    let rows = [Self.row(1, "Sheryl"), Self.row(2, "Sheryl Smith"), Self.row(3, "Tom")]
    #expect(values(Plan(operation: .set), rows) == ["Sheryl Smith", "Tom"])
    #expect(values(Plan(operation: .count), rows) == ["2"])
    let two = [Self.row(1, "Maria"), Self.row(2, "Maria Lindqvist"), Self.row(3, "Maria Delgado")]
    #expect(values(Plan(operation: .count), two) == ["3"])
    let wines = [Self.row(1, "wine"), Self.row(2, "red wine")]
    #expect(values(Plan(operation: .count), wines) == ["2"])
    let title = [Self.row(1, "Maria"), Self.row(2, "Maria Cho"), Self.row(3, "Dr Maria Cho")]
    #expect(values(Plan(operation: .count), title) == ["1"])
    let films = ["Rocky", "Rocky II", "Toy Story", "Toy Story Two"].enumerated().map { Self.row(Int64($0), $1) }
    #expect(values(Plan(operation: .count), films) == ["4"])
    let places = ["York", "New York", "Guinea", "Papua New Guinea"].enumerated().map { Self.row(Int64($0), $1) }
    #expect(values(Plan(operation: .count), places) == ["4"])
  }

  @Test func trueOutweighsFalse() {
    let plan = Plan(operation: .bool)
    #expect(values(plan, [Self.row(1, nil, truth: false), Self.row(2, nil, truth: true)]) == ["TRUE"])
    #expect(values(plan, [Self.row(1, nil, truth: false)]) == ["FALSE"])
    #expect(values(plan, []) == [])
  }

  @Test func conditionsDecideYesNo() {
    let plan = Plan(operation: .bool, conditions: [Condition(comparator: .greater, constants: ["80"])])
    #expect(values(plan, [Self.row(1, "Agnes", condition: "81")]) == ["TRUE"])
    #expect(values(plan, [Self.row(1, "Agnes", condition: "79")]) == ["FALSE"])
    #expect(values(plan, [Self.row(1, "Agnes", condition: "retired")]) == [])
  }

  @Test func conditionsFilterBeforeCounting() {
    let long = Condition(comparator: .greater, constants: ["40 minutes"])
    let plan = Plan(operation: .count, counting: .events, conditions: [long])
    let result = Aggregator.aggregate(plan: plan, derivations: Self.outages, question: "")
    #expect(result.values == ["3"])
    #expect(result.derivations.map(\.facts) == [[12], [14], [17]])
    // Without a condition span the measure is tested.
    let bare = Self.outages.map { derivation in
      var copy = derivation
      copy.condition = nil
      return copy
    }
    #expect(values(plan, bare) == ["3"])
  }

  @Test func countsEntitiesEventsAndStatedNumbers() {
    #expect(values(Plan(operation: .count), Self.outages) == ["5"])
    #expect(values(Plan(operation: .count, counting: .events), Self.outages) == ["6"])
    #expect(values(Plan(operation: .count), [Self.row(1, "12 drills")]) == ["12"])
    #expect(values(Plan(operation: .count), [Self.row(1, "about 1,240")]) == ["1240"])
    #expect(values(Plan(operation: .count), [Self.row(1, "twelve")]) == ["12"])
    #expect(values(Plan(operation: .count), [Self.row(1, "Room 9")]) == ["1"])
    #expect(values(Plan(operation: .count), [Self.row(1, "2 hours")], "How many minutes was it down?") == ["120"])
    let nothing = Aggregator.aggregate(plan: Plan(operation: .count), derivations: [], question: "")
    #expect(nothing.values == ["0"])
    #expect(nothing.known)
  }

  @Test func severalStatedCountsAreAddedUp() {
    func count(_ answers: String..., conditions: [Condition] = [], question: String = "") -> [String] {
      let rows = answers.enumerated().map { Self.row(Int64($0 + 1), $1) }
      return values(Plan(operation: .count, conditions: conditions), rows, question)
    }
    #expect(count("14 parcels", "22", "nine") == ["45"])
    #expect(count("1,900", "1,400") == ["3300"])
    #expect(count("25 minutes", "1 hour", question: "How many minutes were lost to delays?") == ["85"])
    // Told twice, dates, years, labels, amounts of a measure and names are counted.
    #expect(count("12", "twelve") == ["12"])
    #expect(count("7 Oct", "21 Oct") == ["2"])
    #expect(count("1784", "1962") == ["2"])
    #expect(count("003", "011") == ["2"])
    #expect(count("9.40") == ["1"])
    #expect(count("3,420 g", "2,480 g") == ["2"])
    #expect(count("Room 9", "Room 12") == ["2"])
    #expect(count("12 drills", "Hammer") == ["2"])
    #expect(count("7.10", "8.25", "9.40") == ["3"])
    #expect(count("3/10", "9/10") == ["2"])
    let over = Condition(comparator: .greater, constants: ["10"])
    #expect(count("14", "22", "9", conditions: [over]) == ["2"])
  }

  @Test("A number with what it counts is no year")
  func countedThings() {
    func count(_ text: String, _ answers: [String]) -> [String] {
      values(Plan(operation: .count), read(text, answers), "How many came?")
    }
    let days = read("Sunday: 1250 visitors came.", ["1250"]) + read("On Monday 1400 visitors came.", ["1400"], fact: 2)
    #expect(values(Plan(operation: .count), days, "How many visitors came?") == ["2650"])
    #expect(count("Failed: a hen party, two philosophers.", ["a hen party", "two philosophers"]) == ["2"])
    #expect(count("With two Australians.", ["two"]) == ["2"])
    #expect(count("Seen: Two Rivers, Room 9 and Ann.", ["Two Rivers", "Room 9", "Ann"]) == ["3"])
  }

  @Test("A count whose condition can be tested on nothing is unknown; one that all fail is 0")
  func undecidedCounts() {
    let plan = Plan(operation: .count, conditions: [Condition(comparator: .after, constants: ["2022"])])
    #expect(values(plan, [Self.row(1, "385 jobs"), Self.row(2, "410 jobs")]) == [])
    #expect(values(plan, [Self.row(1, "press", condition: "2019"), Self.row(2, "saw")]) == ["0"])
  }

  @Test("Amounts in several units come out in the one most are in, money in the main one")
  func commonUnits() {
    func sum(_ amounts: String...) -> [String] {
      values(Plan(operation: .sum), amounts.enumerated().map { Self.row(Int64($0 + 1), $1) })
    }
    #expect(sum("80p", "£1.40", "£3.20") == ["5.4"])
    #expect(sum("40 mm", "2.4 m", "3 m") == ["5.44"])
    #expect(sum("90 min", "2 h") == ["210"])
  }

  @Test("Hours and minutes are held against minutes, day and month against dates")
  func likeMeasures() {
    func most(_ kind: MeasureKind, _ measures: String...) -> [String] {
      let rows = measures.enumerated().map { Self.row(Int64($0), "no \($0)", measure: $1) }
      return values(Plan(operation: .argmax, measure: kind), rows)
    }
    #expect(most(.number, "58 minutes", "1:12", "40 min") == ["no 1"])
    #expect(most(.date, "14/3", "2/4", "28/2") == ["no 1"])
    #expect(most(.date, "5 in the morning", "noon", "eight in the evening") == ["no 2"])
    #expect(most(.date, "noon", "5", "9") == ["no 0"])
    let spring = Plan(operation: .set, conditions: [Condition(comparator: .before, constants: ["1 March"])])
    #expect(
      values(spring, [Self.row(1, "glove", condition: "2/4"), Self.row(2, "scarf", condition: "28/2")]) == ["scarf"])
  }

  @Test("Who is called by a title may be somebody of that name, who is called Mrs may not")
  func titles() {
    func count(_ names: String...) -> [String] {
      values(Plan(operation: .count), names.enumerated().map { Self.row(Int64($0), $1) })
    }
    #expect(count("Dr Okafor", "Ngozi Okafor") == ["1"])
    #expect(count("Mrs Okafor", "Ngozi Okafor") == ["2"])
    #expect(count("Dr Okafor", "Ngozi Okafor", "Tunde Okafor") == ["3"])
  }

  @Test func aSuperlativeThatAFactStatesIsAnswered() {
    let plan = Plan(operation: .argmax)
    #expect(values(plan, [Self.row(1, "Plaza"), Self.row(4, "the Plaza")]) == ["Plaza"])
    // Two names that nothing tells apart, and places further down an order, are not.
    #expect(values(plan, [Self.row(1, "Plaza"), Self.row(2, "Meridian")]) == [])
    #expect(values(Plan(operation: .argmax, limit: .rank(2)), [Self.row(1, "Plaza")]) == [])
  }

  @Test("A count that a fact states is converted with the unit behind it")
  func statedCountsHaveUnits() {
    let fact = Fact(id: 1, text: "Ann ran 2 hours.", addedAt: .distantPast)
    let row = Derivation(answer: Span(8..<9, of: fact), score: 0.9, facts: [1])
    #expect(row.answer?.text == "2")
    #expect(values(Plan(operation: .count), [row], "How many minutes did Ann run?") == ["120"])
  }

  @Test("A value is compared with the unit and the date that the fact goes on with")
  func valuesAreWhole() {
    func span(_ part: String, _ text: String, _ fact: Int64) -> Span? {
      text.range(of: part).map { range in
        let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
        return Span(
          start..<start + part.utf8.count, of: Fact(id: fact, text: text, addedAt: .distantPast))
      }
    }
    func longest(_ kind: MeasureKind, _ facts: (text: String, answer: String, measure: String)...) -> [String] {
      let rows = facts.enumerated().map { index, fact in
        Derivation(
          answer: span(fact.answer, fact.text, Int64(index)), measure: span(fact.measure, fact.text, Int64(index)),
          score: 0.9, facts: [Int64(index)])
      }
      return values(Plan(operation: .argmax, measure: kind), rows)
    }
    #expect(longest(.number, ("Ann served 3 years.", "Ann", "3"), ("Bob served 30 months.", "Bob", "30")) == ["Ann"])
    #expect(longest(.date, ("Ann came in Feb. 1996.", "Ann", "Feb"), ("Bob came in 1995.", "Bob", "1995")) == ["Ann"])
    #expect(
      longest(.date, ("Ann came in Feb 1996.", "Ann", "1996"), ("Bob came in May 1996.", "Bob", "May")) == ["Bob"])
    // The number of a count is no part of a date.
    #expect(longest(.number, ("In May 14 parcels came.", "May", "14"), ("In June 9 came.", "June", "9")) == ["May"])
  }

  @Test func overlappingSupportSetsAreOneEvent() {
    var twice = Self.outages[0]
    twice.facts = [3, 12]
    #expect(values(Plan(operation: .count, counting: .events), Self.outages + [twice]) == ["6"])
    let prices = [Self.row(1, "€34.50"), Self.row(2, "€129.95")]
    var again = prices[0]
    again.facts = [1, 7]
    #expect(values(Plan(operation: .sum), prices + [again]) == ["164.45"])
  }

  @Test func minAndMaxConvertUnits() {
    let rows = Self.outages.map { Self.row($0.facts[0], $0.measure?.text) }
    #expect(values(Plan(operation: .min), rows, "How long was the shortest outage, in minutes?") == ["10"])
    #expect(values(Plan(operation: .max), rows) == ["120"])
    #expect(values(Plan(operation: .max), rows, "How many hours did the longest outage take?") == ["2"])
    #expect(values(Plan(operation: .max, limit: .rank(2)), rows) == ["75"])
    #expect(values(Plan(operation: .max), [Self.row(1, "1,200"), Self.row(1, "3,400 requests", at: 20)]) == ["3400"])
    #expect(values(Plan(operation: .max), []) == [])
    #expect(values(Plan(operation: .max), Self.outages) == ["120"])
  }

  @Test func unitsInConditionsAreNotTheOnesAskedFor() {
    let rows = [Self.row(1, "90 minutes"), Self.row(2, "2 hours")]
    #expect(values(Plan(operation: .sum), rows, "total length of outages over 1 hour?") == ["210"])
  }

  @Test(
    "A word for a unit counts only where the question asks for it",
    arguments: [
      "What was the longest outage this week?", "How long was the longest outage of the day?",
      "What was the longest time of the second team?", "How long is the longest working day?",
      "How long did the longest run in the yard take?", "How long was the longest outage in recent weeks?",
    ])
  func unitsAreConvertedOnRequest(_ question: String) {
    let rows = [Self.row(1, "90 minutes"), Self.row(2, "15 minutes")]
    #expect(values(Plan(operation: .max), rows, question) == ["90"])
  }

  @Test(arguments: ["in hours", "how many hours did it last", "how many whole hours", "the number of hours", "(h)"])
  func unitsAskedFor(_ question: String) {
    #expect(values(Plan(operation: .max), [Self.row(1, "90 minutes")], question) == ["1.5"])
  }

  @Test func currenciesDoNotMix() {
    func total(_ prices: [String]) -> [String] {
      values(Plan(operation: .sum), prices.enumerated().map { Self.row(Int64($0), $1) })
    }
    #expect(total(["900 SEK", "850 kr", "€400", "$120"]) == ["1750"])
    #expect(total(["€3", "50 cents", "$2", "€4"]) == ["7.5"])
    #expect(total(["100 pesos", "50 pesos"]) == ["150"])
    #expect(total(["850 kr", "€400"]) == ["400"])
  }

  @Test("What a sum leaves out for its currency is told, what has no unit is not missed")
  func leftOut() {
    let rows = ["€300", "$40", "€5", "£4", "soon"].enumerated().map { Self.row(Int64($0), $1) }
    for operation in [Operator.sum, .avg, .max] {
      // What the planner says of a measure has no meaning for a sum.
      let measure = operation == .max ? MeasureKind.number : .tally
      let result = Aggregator.aggregate(
        plan: Plan(operation: operation, measure: measure), derivations: rows, question: "")
      #expect(result.leftOut.map(\.text) == ["$40", "£4"])
    }
    let all = Aggregator.aggregate(plan: Plan(operation: .sum), derivations: Self.outages, question: "")
    #expect(all.leftOut.isEmpty)
    let over = Plan(operation: .count, conditions: [Condition(comparator: .greater, constants: ["€30"])])
    let priced = [Self.row(1, "hat", condition: "€40"), Self.row(2, "tie", condition: "$90"), Self.row(3, "cap")]
    let counted = Aggregator.aggregate(plan: over, derivations: priced, question: "")
    #expect(counted.values == ["1"])
    #expect(counted.leftOut.map(\.text) == ["$90"])
  }

  @Test("A fact that answers is taken to state the value asked for, unless it is seen to state another")
  func equalityIsReadInto() {
    let rows = [Self.row(1, "Lena"), Self.row(2, "Karl", condition: "1980"), Self.row(3, "Omar", condition: "1990")]
    let equal = Plan(operation: .set, conditions: [Condition(comparator: .equal, constants: ["1990"])])
    #expect(values(equal, rows) == ["Lena", "Omar"])
    let greater = Plan(operation: .set, conditions: [Condition(comparator: .greater, constants: ["1985"])])
    #expect(values(greater, rows) == ["Omar"])
  }

  @Test("Days without a month are of the month that the others name")
  func daysOfAMonth() {
    func last(_ measures: String...) -> [String] {
      let rows = measures.enumerated().map { Self.row(Int64($0), "visit \($0)", measure: $1) }
      return values(Plan(operation: .argmax, measure: .date), rows)
    }
    #expect(last("the 3rd", "the 14th", "Monday 9th") == ["visit 1"])
    #expect(last("2 April", "13th", "8 April") == ["visit 1"])
    #expect(last("2 April", "13th", "8 May") == ["visit 2"])
  }

  @Test("Results in minutes and seconds are no times of day")
  func racesAreNoClocks() {
    let swim = ["24:12", "26:30", "1:02:15", "28 minutes"].enumerated().map {
      Self.row(Int64($0), "swimmer \($0)", measure: $1)
    }
    #expect(values(Plan(operation: .argmin), swim) == ["swimmer 0"])
    #expect(values(Plan(operation: .argmax), swim) == ["swimmer 2"])
    let results = ["24:12", "26:30", "1:02:15"].enumerated().map { Self.row(Int64($0), $1) }
    #expect(values(Plan(operation: .min), results) == ["24:12"])
    #expect(values(Plan(operation: .max), results) == ["1:02:15"])
    let sprint = ["1:14.60", "1:09.9"].enumerated().map { Self.row(Int64($0), "lane \($0)", measure: $1) }
    #expect(values(Plan(operation: .argmin), sprint) == ["lane 1"])
    let trains = ["8:40", "11:15"].enumerated().map { Self.row(Int64($0), "train \($0)", measure: $1) }
    #expect(values(Plan(operation: .argmin, measure: .date), trains) == ["train 0"])
  }

  @Test func timesOfDaysOfAWeekFollowTheDays() {
    let times = [Self.row(1, "first aid", measure: "Tuesday 8:00"), Self.row(2, "choir", measure: "Mon 9:15")]
    #expect(values(Plan(operation: .argmin, measure: .date), times) == ["choir"])
  }

  @Test func timesOfDayAreNoBirths() {
    let dotted = [Self.row(1, "Ann", measure: "5.40"), Self.row(2, "Bob", measure: "at 7.15")]
    #expect(values(Plan(operation: .argmin, measure: .date), dotted) == ["Ann"])
    #expect(values(Plan(operation: .argmax, measure: .date), dotted) == ["Bob"])
    let rows = [("Ann", "3:45"), ("Bob", "4:02"), ("Cleo", "2:58")].enumerated().map {
      Self.row(Int64($0), $1.0, measure: $1.1)
    }
    #expect(values(Plan(operation: .argmin), rows) == ["Cleo"])
    #expect(values(Plan(operation: .argmax), rows) == ["Bob"])
  }

  @Test func largeWholeNumbersDiffer() {
    let rows = [("Alpha", "$2,345,678,901"), ("Beta", "$2,345,678,903"), ("Gamma", "$2,345,678,902")]
      .enumerated().map { Self.row(Int64($0), $1.0, measure: $1.1) }
    #expect(values(Plan(operation: .argmax), rows) == ["Beta"])
  }

  @Test func minusSignsCount() {
    let rows = ["-0.001 mm", "-0.002 mm", "0 mm"].enumerated().map { Self.row(Int64($0), $1) }
    #expect(values(Plan(operation: .sum), rows) == ["-0.003"])
    let money = ["-€3.50", "-20 EUR", "+4 EUR"].enumerated().map { Self.row(Int64($0), $1) }
    #expect(values(Plan(operation: .sum), money) == ["-19.5"])
  }

  @Test func minAndMaxDatesStayAsWritten() {
    let rows = [Self.row(1, "14 March 1991"), Self.row(4, "9 May 2012"), Self.row(5, "23 November 1984")]
    #expect(values(Plan(operation: .min, measure: .date), rows) == ["23 November 1984"])
    #expect(values(Plan(operation: .max, measure: .date), rows) == ["9 May 2012"])
    let days = [Self.row(0, "3 March"), Self.row(2, "the 5th of March"), Self.row(9, "7 Mar")]
    #expect(values(Plan(operation: .max, measure: .date), days) == ["7 Mar"])
  }

  @Test func argmaxByNumberReturnsTies() {
    #expect(values(Plan(operation: .argmax), Self.outages) == ["search-api"])
    #expect(values(Plan(operation: .argmin), Self.outages) == ["checkout"])
    let tied = Self.outages + [Self.row(40, "Notifier", measure: "120 min")]
    #expect(values(Plan(operation: .argmax), tied) == ["search-api", "Notifier"])
    #expect(values(Plan(operation: .argmax, limit: .top(3)), tied) == ["search-api", "Notifier", "Ledger"])
    #expect(values(Plan(operation: .argmax, limit: .rank(2)), tied) == ["Ledger"])
    #expect(values(Plan(operation: .argmax), [Self.row(1, "Ann"), Self.row(2, "Bob")]) == [])
  }

  @Test func argmaxByTally() {
    let rows = [
      Self.row(1, "Oslo", measure: "Ann"), Self.row(2, "Oslo", measure: "Bob"), Self.row(3, "Rome", measure: "Cy"),
      Self.row(4, "Rome", measure: "Cy"),
    ]
    #expect(values(Plan(operation: .argmax, measure: .tally), rows) == ["Oslo"])
    #expect(values(Plan(operation: .argmax, counting: .events, measure: .tally), rows) == ["Oslo", "Rome"])
    #expect(values(Plan(operation: .argmin, measure: .tally), rows) == ["Rome"])
    #expect(values(Plan(operation: .max, measure: .tally), rows) == ["2"])
    let stated = [
      Self.row(1, "Ann", measure: "3 fish"), Self.row(2, "Bob", measure: "five"), Self.row(3, "Ann", measure: "4"),
    ]
    #expect(values(Plan(operation: .argmax, measure: .tally), stated) == ["Ann"])
    #expect(values(Plan(operation: .max, measure: .tally), stated) == ["7"])
    // One fact read through two sets states it once.
    let friday = Self.row(1, "Friday", measure: "71 guests")
    var again = friday
    again.facts = [1, 7]
    let guests = [friday, again, Self.row(2, "Saturday", measure: "98")]
    #expect(values(Plan(operation: .argmax, measure: .tally), guests) == ["Saturday"])
    let miles = [Self.row(1, "Ann", measure: "3 miles"), Self.row(2, "Bob", measure: "5 miles")]
    #expect(values(Plan(operation: .argmax, measure: .tally), miles) == ["Bob"])
    let years = ["2015", "2016"].map { Self.row(1, "Ann", measure: $0) } + [Self.row(2, "Bob", measure: "2017")]
    #expect(values(Plan(operation: .max, measure: .tally), years) == ["2"])
  }

  @Test func agesAndBirthDatesOrderOppositely() {
    let dates = [Self.row(1, "Emil", measure: "14 March 1991"), Self.row(2, "Maya", measure: "9 May 2012")]
    #expect(values(Plan(operation: .argmax, measure: .number), dates) == ["Emil"])
    #expect(values(Plan(operation: .argmax, measure: .date), dates) == ["Maya"])
  }

  @Test func sumsAndAverages() {
    let weights = [Self.row(32, "112 kg"), Self.row(35, "61 kg"), Self.row(35, "78 kg", at: 40)]
    #expect(values(Plan(operation: .avg), weights, "What is the average weight, in kg?") == ["83.67"])
    #expect(values(Plan(operation: .sum), weights) == ["251"])
    #expect(values(Plan(operation: .sum), [Self.row(1, "500 g"), Self.row(2, "1 kg")]) == ["1500"])
    #expect(values(Plan(operation: .sum), [Self.row(1, "€5"), Self.row(2, "€5")]) == ["10"])
    #expect(values(Plan(operation: .avg), []) == [])
  }

  @Test("Of two things compared, one whose measure is unknown leaves the answer open")
  func oneOfTwoIsMissing() {
    let comparison = Comparison(items: ["Gull Bridge", "Iron Bridge"], comparator: .greater)
    let plan = Plan(operation: .argmax, comparison: comparison)
    let gull = Self.row(1, "Gull Bridge", measure: "40 m")
    #expect(values(plan, [gull]) == [])
    #expect(values(plan, [gull, Self.row(2, "Iron Bridge", measure: "28 m")]) == ["Gull Bridge"])
    // "Gull Bridge is the taller of the two."
    #expect(values(plan, [Self.row(1, "Gull Bridge")]) == ["Gull Bridge"])
  }

  @Test("Tallies of two things whose names hold one another are kept apart")
  func talliesOfLikeNames() {
    let comparison = Comparison(items: ["Westray", "Papa Westray"], comparator: .greater)
    let plan = Plan(operation: .bool, measure: .tally, comparison: comparison)
    let rows = [Self.row(1, "Westray", measure: "fourteen"), Self.row(1, "Papa Westray", measure: "three", at: 20)]
    #expect(values(plan, rows) == ["TRUE"])
  }

  @Test func comparesTwoThings() {
    let rows = [Self.row(20, "Queen's Bridge", measure: "42 m"), Self.row(22, "Gull Bridge", measure: "0.067 km")]
    func compare(_ items: [String], _ comparator: NeuralDB.Comparator = .greater) -> [String] {
      values(Plan(operation: .bool, comparison: Comparison(items: items, comparator: comparator)), rows)
    }
    #expect(compare(["Gull Bridge", "Queen's Bridge"]) == ["TRUE"])
    #expect(compare(["the Gull Bridge", "Queen's Bridge"], .less) == ["FALSE"])
    #expect(compare(["Gull Bridge", "Iron Bridge"]) == [])
  }

  // MARK: Shards

  static let plans: [Plan] =
    Operator.allCases.flatMap { operation in
      MeasureKind.allCases.flatMap { measure in
        Counting.allCases.map { Plan(operation: operation, counting: $0, measure: measure) }
      }
    } + [Plan(operation: .bool, comparison: Comparison(items: ["Ann", "Bo Berg"], comparator: .greater))]

  @Test(arguments: plans)
  func mergedShardsEqualTheWhole(_ plan: Plan) {
    var random = SeededRandom(seed: 7)
    for _ in 0..<20 {
      let rows = (0..<Int.random(in: 1...30, using: &random)).map { Self.randomRow(Int64($0 / 2), &random) }
      let whole = Self.finish(
        Aggregator.accumulator(for: plan, question: "in minutes"), [rows.shuffled(using: &random)])
      var shards = Array(repeating: [Derivation](), count: 4)
      for row in rows { shards[Int.random(in: 0..<4, using: &random)].append(row) }
      let merged = Self.finish(Aggregator.accumulator(for: plan, question: "in minutes"), shards)
      #expect(merged == whole)
    }
  }

  static func finish<A: Accumulator>(_ empty: A, _ shards: [[Derivation]]) -> AggregateResult {
    var total = empty
    for shard in shards {
      var part = empty
      for row in shard { part.add(row) }
      total.merge(part)
    }
    return total.finish()
  }

  static func randomRow(_ fact: Int64, _ random: inout SeededRandom) -> Derivation {
    let answers = ["Ann", "Bo", "Bo Berg", "the Mill", "12 drills", "0.1 km", "2 hours", "1991", "5 May 2003"]
    let measures: [String?] = [nil, "52 minutes", "1 h 20 min", "0.1", "14 March 1991", "1990", "Oslo", "€3", "7 kg"]
    return row(
      fact, answers.randomElement(using: &random), measure: measures.randomElement(using: &random) ?? nil,
      truth: [nil, true, false].randomElement(using: &random) ?? nil, at: Int.random(in: 0..<50, using: &random))
  }

  /// Answers of one fact, each where it stands there.
  private func read(_ text: String, _ answers: [String], fact id: Int64 = 1) -> [Derivation] {
    let fact = Fact(id: id, text: text, addedAt: Date(timeIntervalSince1970: 0))
    var from = text.startIndex
    return answers.compactMap { answer in
      guard let range = text.range(of: answer, range: from..<text.endIndex) else { return nil }
      from = range.upperBound
      let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      return Derivation(answer: Span(start..<start + answer.utf8.count, of: fact), score: 1, facts: [id])
    }
  }

  @Test(
    "Numbers that name things are counted, numbers of things are added up",
    arguments: [
      ("Trams 82, 14 and 9 were rewired.", ["82", "14", "9"], "How many trams were rewired?", "3"),
      ("Ticket 503 and ticket 509 are closed.", ["503", "509"], "How many tickets are closed?", "2"),
      ("Nos. 2, 4 and 9 passed.", ["2", "4", "9"], "How many burners passed?", "3"),
      ("Monday 14 parcels, Tuesday 22.", ["14 parcels", "22"], "How many parcels came?", "36"),
      ("Guests 34 on Friday, guests 71 on Saturday.", ["34", "71"], "How many guests were there?", "105"),
      ("The alarm went off on May 4, 11 and 20.", ["4", "11", "20"], "How many times did the alarm go off?", "3"),
      ("On May 4, 14 parcels, on May 5, 22.", ["14", "22"], "How many parcels came?", "36"),
      ("On 4, 11 and 20 May they sang.", ["4", "11", "20"], "How many times did they sing?", "3"),
      ("Parcels 14.", ["14"], "How many parcels came?", "14"),
    ])
  func labels(_ text: String, _ answers: [String], _ question: String, _ count: String) {
    #expect(values(Plan(operation: .count), read(text, answers), question) == [count])
  }

  @Test("Dozens and millions are counted in when the question does")
  func scales() {
    let dozens = [Self.row(1, "40 dozen"), Self.row(2, "12 dozen")]
    #expect(values(Plan(operation: .sum), dozens, "How many dozen did she sell?") == ["52"])
    #expect(values(Plan(operation: .sum), dozens, "How many eggs did she sell?") == ["624"])
    let prices = [Self.row(1, "1.5 million"), Self.row(2, "0.8 million")]
    #expect(values(Plan(operation: .sum), prices, "What did they pay, in millions?") == ["2.3"])
    #expect(values(Plan(operation: .max), prices, "The highest price in millions?") == ["1.5"])
    #expect(values(Plan(operation: .max), prices, "What was the highest price?") == ["1500000"])
  }

  @Test("Days and months are named in full or short, things in singular or plural")
  func comparedNames() {
    var plan = Plan(operation: .bool)
    plan.comparison = Comparison(items: ["Thursday", "Monday"], comparator: .greater)
    #expect(values(plan, [Self.row(1, "Mon", measure: "6 hours"), Self.row(1, "Thu", measure: "9 hours")]) == ["TRUE"])
    plan.comparison = Comparison(items: ["holiday", "weekend"], comparator: .less)
    let prices = [Self.row(1, "weekends", measure: "145 euros"), Self.row(1, "holidays", measure: "160 euros")]
    #expect(values(plan, prices) == ["FALSE"])
  }

  @Test("Years of three digits are dates where dates are wanted, and a single one is one")
  func earlyYearsAndSingles() {
    let castles = [("Ironmere", "812"), ("Thornwatch", "655"), ("Duskfell", "901")].enumerated().map {
      Self.row(Int64($0), $1.0, measure: $1.1)
    }
    #expect(values(Plan(operation: .argmin, measure: .date), castles) == ["Thornwatch"])
    let packs = [Self.row(1, "Halicz", measure: "six"), Self.row(2, "Solinka", measure: "single")]
    #expect(values(Plan(operation: .argmin), packs) == ["Solinka"])
  }

  @Test("Results of races are held against minutes, hours and minutes against hours")
  func durations() {
    let minutes = Condition(comparator: .less, constants: ["two minutes"])
    #expect(minutes.holds(for: "1:09") == true)
    #expect(minutes.holds(for: "2:40") == false)
    #expect(Condition(comparator: .greater, constants: ["3 hours"]).holds(for: "3:25") == true)
    #expect(Condition(comparator: .greater, constants: ["3 kg"]).holds(for: "3:25") == nil)
  }
}
