import Foundation
import Testing

@testable import NeuralDB

/// What sentences say of when they hold, told on Wednesday 20 March 2024.
@Suite struct ValidTimeTests {
  static let told = ISO8601.date("2024-03-20T10:00:00Z") ?? .distantPast

  static func day(_ text: String) -> Int {
    ISO8601.date(text).map { Int($0.timeIntervalSince1970 / 86_400) } ?? .min
  }

  @Test(
    "Bounds make a state",
    arguments: [
      ("Ann has lived in Oslo since 2019.", "2019-01-01", nil), ("Since May 2020 Bo owns the boat.", "2020-05-01", nil),
      ("The lift has been broken since March 3.", "2024-03-03", nil), ("Cy works here since June.", "2023-06-01", nil),
      ("Flat 5: Li, here since 1994, pays 620 euros.", "1994-01-01", nil),
      ("Dee has been abroad since yesterday.", "2024-03-19", nil), ("Eve was mayor until 2015.", nil, "2015-12-31"),
      ("Fay rented the flat until last year.", nil, "2023-12-31"),
      ("Gus rented the flat till 5 May 2020.", nil, "2020-05-05"),
      ("Hal worked at Acme from 2010 to 2015.", "2010-01-01", "2015-12-31"),
      ("The road was closed from May to July 2020.", "2020-05-01", "2020-07-31"),
      ("Ida has been away since three weeks ago.", "2024-02-25", nil),
      ("Jo is treasurer since 1 Jan '19.", "2019-01-01", nil),
    ] as [(String, String?, String?)])
  func states(_ text: String, _ from: String?, _ until: String?) {
    let expected = ValidTime(.state, from: from.map(Self.day), until: until.map(Self.day))
    #expect(ValidTimeReader.validTime(of: text, addedAt: Self.told) == expected)
  }

  @Test(arguments: [
    "The rent of flat 6 is from 1200 to 1500 a month.", "The baths are open from 1000 to 1600.",
    "Buses run from 1030 to 1145.", "The salary goes from 1800 to 2400.",
  ])
  func amountsAndHoursAreNoYears(_ text: String) {
    #expect(ValidTimeReader.validTime(of: text, addedAt: Self.told)?.kind != .state)
  }

  @Test(
    "A date or a relative word makes an event",
    arguments: [
      ("The bridge opened in March 2021.", "2021-03-01", "2021-03-31"),
      ("Ann saw a fox yesterday.", "2024-03-19", "2024-03-19"), ("Bo moved last year.", "2023-01-01", "2023-12-31"),
      ("Cy called last week.", "2024-03-11", "2024-03-17"), ("Dee left two days ago.", "2024-03-18", "2024-03-18"),
      ("Eve sold the car last March.", "2023-03-01", "2023-03-31"),
      ("Fay was born on 30 August 2015.", "2015-08-30", "2015-08-30"),
      ("Gus paid three months ago.", "2023-12-01", "2023-12-31"), ("Hal won in January this year.", nil, nil),
    ] as [(String, String?, String?)])
  func events(_ text: String, _ from: String?, _ until: String?) {
    let expected = from.map { ValidTime(.event, from: Self.day($0), until: until.map(Self.day)) }
    #expect(ValidTimeReader.validTime(of: text, addedAt: Self.told) == expected)
  }

  @Test(
    "What is not plain stays open",
    arguments: [
      "Ann lives in Oslo.", "The pool did not open until 2019.", "The price rose from 1800 to 1950.",
      "Bo lived in Rome until 2019 and has lived in Bern since.", "Cy was born in 1990 and has worked here since 2015.",
      "Dee was here from 2010 to 2012 and from 2015 to 2018.", "Since 2019 was dry, the well was deepened.",
      "The train runs from 9 am to 5 pm.", "From Oslo to Rome it is 2000 km.", "Since then all is well.",
      "Eve has 2000 boxes.", "Fay is away until May.", "Nobody has asked for the book since 2015.",
      "Purchasing is now under Amara, until last week she was in planning.",
      "Our boss is Gus, since 2019. Before, Hal.",
      "Ida has left the library, since 1 October 2020 she is a guide.", "Jo used to bake; since July 2020 Kim does.",
      "",
    ])
  func open(_ text: String) {
    #expect(ValidTimeReader.validTime(of: text, addedAt: Self.told) == nil)
  }

  @Test(
    "A question names its time at its beginning or end",
    arguments: [
      ("Where did Ann live in 2020?", "2020-01-01", "2020-12-31"),
      ("In 2020, where did Ann live?", "2020-01-01", "2020-12-31"),
      ("Who was mayor as of May 2019?", "2019-05-01", "2019-05-31"),
      ("Who was mayor last year?", "2023-01-01", "2023-12-31"),
      ("Who owns the boat today?", nil, nil), ("Who lived here before 2020?", nil, nil),
      ("Where did Ann live after Bo left in 2020?", nil, nil), ("When did Ann move in 2020?", nil, nil),
      ("Who owns the house that Ann sold in 2020?", nil, nil), ("Where did Ann live in 2019 or in 2020?", nil, nil),
      ("Which bridge was built in 1999 by Acme?", nil, nil), ("Where does Ann live?", nil, nil),
      ("Who has lived here since 2020?", nil, nil), ("How many people use room 2020?", nil, nil),
    ] as [(String, String?, String?)])
  func asked(_ question: String, _ from: String?, _ until: String?) {
    let days = ValidTimeReader.asked(in: question, now: Self.told)
    #expect(days?.days.lowerBound == from.map(Self.day))
    #expect(days?.days.upperBound == until.map(Self.day))
  }

  @Test(
    "The question without its time is one that could have been asked",
    arguments: [
      ("Where did Ann live in 2020?", "Where did Ann live?"), ("In May 2020, who was mayor?", "Who was mayor?"),
      ("Who was mayor as of May 2019?", "Who was mayor?"), ("Did Ann's boat leak last year?", "Did Ann's boat leak?"),
    ])
  func rest(_ question: String, _ rest: String) {
    #expect(ValidTimeReader.asked(in: question, now: Self.told)?.rest == rest)
  }

  @Test("Only a state that is over or has not begun is ruled out")
  func ruling() {
    let year = Self.day("2020-01-01")...Self.day("2020-12-31")
    #expect(ValidTime(.state, from: Self.day("2021-01-01")).rulesOut(year))
    #expect(ValidTime(.state, until: Self.day("2019-12-31")).rulesOut(year))
    #expect(!ValidTime(.state, from: Self.day("2020-12-31")).rulesOut(year))
    #expect(!ValidTime(.event, from: Self.day("2021-03-01"), until: Self.day("2021-03-01")).rulesOut(year))
  }

  @Test("Days and dates turn into one another", arguments: [0, -1, 59, 60, 19_782, 11_016, -719_468, 800_000])
  func days(_ number: Int) {
    #expect(CalendarDate(dayNumber: number).days == number...number)
  }
}
