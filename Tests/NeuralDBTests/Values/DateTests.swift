import Testing

@testable import NeuralDB

/// A written form with the fields it must read as: years, months, day, minutes, weekday.
struct DateCase: Sendable, CustomTestStringConvertible {
  var text: String
  var date: CalendarDate?

  init(_ text: String, _ date: CalendarDate?) {
    self.text = text
    self.date = date
  }

  var testDescription: String { text }
}

@Suite struct DateTests {
  static let dates: [DateCase] = [
    .init("14 March 1991", .init(year: 1991, month: 3, day: 14)),
    .init("March 14, 1991", .init(year: 1991, month: 3, day: 14)),
    .init("14/3/1991", .init(year: 1991, month: 3, day: 14)),
    .init("3/14/1991", .init(year: 1991, month: 3, day: 14)),
    .init("14.03.1991", .init(year: 1991, month: 3, day: 14)),
    .init("14-03-91", .init(year: 1991, month: 3, day: 14)),
    .init("1991-03-14", .init(year: 1991, month: 3, day: 14)),
    .init("1991/03/14", .init(year: 1991, month: 3, day: 14)),
    .init("May 25th 1982", .init(year: 1982, month: 5, day: 25)),
    .init("the 5th of May 2003", .init(year: 2003, month: 5, day: 5)),
    .init("the fifth of May", .init(month: 5, day: 5)),
    .init("3 Feb", .init(month: 2, day: 3)), .init("Feb. 3, 2020", .init(year: 2020, month: 2, day: 3)),
    .init("7 Mar", .init(month: 3, day: 7)), .init("Sept 2019", .init(year: 2019, month: 9)),
    .init("February", .init(month: 2)), .init("in January 2023", .init(year: 2023, month: 1)),
    .init("1991-03", .init(year: 1991, month: 3)), .init("2019", .init(year: 2019)),
    .init("in 1911", .init(year: 1911)), .init("1990s", .init(years: 1990...1999)),
    .init("the 1960's", .init(years: 1960...1969)), .init("the nineties", .init(years: 1990...1999)),
    .init("1800s", .init(years: 1800...1899)), .init("19th century", .init(years: 1800...1899)),
    .init("spring 2020", .init(years: 2020...2020, months: 3...5)),
    .init("summer of 1998", .init(years: 1998...1998, months: 6...8)),
    .init("winter 2020", .init(years: 2020...2020, months: 12...14)),
    .init("Q3 2021", .init(years: 2021...2021, months: 7...9)),
    .init("12/2019", .init(year: 2019, month: 12)), .init("1939-1945", .init(years: 1939...1945)),
    .init("1990/91", .init(years: 1990...1991)),
    .init("44 BC", .init(year: -43)), .init("AD 79", .init(year: 79)),
    .init("Christmas 2022", .init(year: 2022, month: 12, day: 25)),
    .init("14:30", .init(minute: 870)), .init("2.30 pm", .init(minute: 870)), .init("2:30 p.m.", .init(minute: 870)),
    .init("6 am", .init(minute: 360)), .init("12 am", .init(minute: 0)), .init("noon", .init(minute: 720)),
    .init("5 o'clock", .init(minute: 300)), .init("five o'clock in the evening", .init(minute: 1020)),
    .init("half past seven", .init(minute: 450)), .init("a quarter to nine", .init(minute: 525)),
    .init("twenty past 6 pm", .init(minute: 1100)), .init("seven pm", .init(minute: 1140)),
    .init("11.40 in the evening", .init(minute: 1420)), .init("7:30 in the evening", .init(minute: 1170)),
    .init("12-Mar-23", .init(year: 2023, month: 3, day: 12)), .init("10-12 May", .init(month: 5, day: 10)),
    .init("3 to 5 June 2020", .init(year: 2020, month: 6, day: 3)), .init("the 90s", .init(years: 1990...1999)),
    .init("the '80s", .init(years: 1980...1989)), .init("drank 3 in the morning", nil), .init("ten to twelve", nil),
    .init("at five to eight", .init(minute: 475)), .init("twenty to eight", .init(minute: 460)),
    .init("from five to eight", nil), .init("5 in the morning", .init(minute: 300)),
    .init("starts at eight in the evening", .init(minute: 1200)), .init("at 10 at night", .init(minute: 1320)),
    .init("sold 12 in the morning", nil), .init("at 2 at night", .init(minute: 120)),
    .init("In April 2100 tickets were sold", .init(month: 4)),
    .init("In April 2020 sales rose", .init(year: 2020, month: 4)),
    .init("08:00 on 7 March", .init(month: 3, day: 7, minute: 480)),
    .init("7 March at 08:00", .init(month: 3, day: 7, minute: 480)),
    .init("2024-03-07T08:00", .init(year: 2024, month: 3, day: 7, minute: 480)),
    .init("Tuesdays", .init(weekday: 2)),
    .init("Tue, 5 March 2024", .init(years: 2024...2024, months: 3...3, day: 5, weekday: 2)),
    .init("Monday at 9:15", .init(weekday: 1, minute: 555)), .init("Mon 9:15", .init(weekday: 1, minute: 555)),
    .init("born on 30 August 2015 in Oslo", .init(year: 2015, month: 8, day: 30)),
    .init("30 February 2024", .init(year: 2024, month: 2)), .init("31 April", .init(month: 4)),
    .init("2024-02-30", .init(year: 2024)), .init("29 Feb", .init(month: 2, day: 29)),
    .init("may", nil), .init("3.8.1", nil), .init("Anna", nil), .init("52 minutes", nil), .init("1,240", nil),
    .init("€2000", nil), .init("2000 metres", nil), .init("41", nil), .init("", nil), .init("second", nil),
  ]

  @Test(arguments: dates)
  func readsDates(_ form: DateCase) {
    #expect(ValueParser.date(in: form.text) == form.date)
  }

  @Test func ordersDates() throws {
    func order(_ left: String, _ right: String) throws -> Int? {
      try #require(ValueParser.date(in: left)).compared(to: #require(ValueParser.date(in: right)))
    }
    #expect(try order("14 March 1991", "9 May 2012") == -1)
    #expect(try order("5 March", "the 3rd of March") == 1)
    #expect(try order("44 BC", "AD 79") == -1)
    #expect(try order("5 April 2024", "7 March") == 1)
    #expect(try order("1991", "14:30") == nil)
    #expect(try order("2:31:05", "2:31:59") == -1)
    #expect(try order("08:00", "7:59:59") == 1)
    #expect(try order("12 am", "2.30 pm") == -1)
  }

  @Test func knowsWhatADateContains() throws {
    func contains(_ outer: String, _ inner: String) throws -> Bool? {
      try #require(ValueParser.date(in: outer)).contains(#require(ValueParser.date(in: inner)))
    }
    #expect(try contains("1991", "14 March 1991") == true)
    #expect(try contains("March 2024", "2024-03-21") == true)
    #expect(try contains("1990s", "1996") == true)
    #expect(try contains("February", "17 February 2024") == true)
    #expect(try contains("14 March 1991", "1991") == false)
    #expect(try contains("Thursday", "21 March 2024") == true)
    #expect(try contains("1991", "5 May") == nil)
  }

  @Test(
    arguments: [
      (.before, ["1900"], "1889", true), (.before, ["1900"], "1900", false), (.after, ["1990"], "1996", true),
      (.after, ["1990"], "5 May 2003", true), (.after, ["1990"], "1990", false),
      (.equal, ["March 2024"], "2024-03-21", true),
      (.equal, ["March 2024"], "5 April 2024", false), (.equal, ["2023"], "in January 2023", true),
      (.equal, ["14 March"], "March", nil), (.greater, ["40 minutes"], "52 minutes", true),
      (.greater, ["40 minutes"], "2 hours", true), (.greater, ["40 minutes"], "18 minutes", false),
      (.greater, ["80"], "81", true), (.greater, ["an hour"], "75 minutes", true), (.less, ["€30"], "€27", true),
      (.less, ["€30"], "$27", nil), (.greaterOrEqual, ["1990"], "1990", true), (.less, ["5 kg"], "3 m", nil),
      (.between, ["10", "20 minutes"], "18 minutes", true), (.between, ["10", "20 minutes"], "1 hour", false),
      (.between, ["1990", "2000"], "1996", true), (.between, ["3", "9 March 2024"], "5 March 2024", true),
      (.between, ["March", "May"], "5 April 2024", true), (.equal, ["Dutch"], "dutch", true),
      (.equal, ["Dutch"], "Greek", false), (.greater, ["40"], "Anna", nil), (.after, ["14:00"], "15:30", true),
      (.before, ["9 am"], "08:00 on 7 March", true), (.equal, ["Monday"], "11 March 2024", true),
      (.greater, ["3"], "12 drills", true), (.greater, ["40 minutes"], "120 users", nil),
    ] as [(NeuralDB.Comparator, [String], String, Bool?)])
  func conditionsHold(_ comparator: NeuralDB.Comparator, _ constants: [String], _ text: String, _ wanted: Bool?) {
    #expect(Condition(comparator: comparator, constants: constants).holds(for: text) == wanted)
  }
}
