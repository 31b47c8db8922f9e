import Testing

@testable import NeuralDB

/// Which of two facts came first by what they say, told on Wednesday 20 March 2024.
@Suite struct StatedTimeTests {
  private func isBefore(_ first: String, _ second: String) throws -> Bool {
    let times = try [first, second].map { try #require(StatedTime($0, addedAt: ValidTimeTests.told)) }
    return times[0].isBefore(times[1])
  }

  @Test(arguments: [
    ("In 2018 Ann moved to Rome.", "Ann moved to Berlin in 2021."),
    ("Bo has had the keys since May 2020.", "In June 2020 Cy took over the keys."),
    ("Yesterday Dee went to the hall.", "This morning Dee was in the garden."),
    ("This morning Eve was in the attic.", "Eve went to the cellar this afternoon."),
    ("Fay came yesterday evening.", "Fay left this evening."), ("Gus sang this afternoon.", "Gus slept tonight."),
  ])
  func statedTimesOrder(_ first: String, _ second: String) throws {
    #expect(try isBefore(first, second))
    #expect(try !isBefore(second, first))
  }

  @Test(arguments: [
    ("In 2018 Ann moved to Rome.", "Ann lived in Pisa in May 2018."), ("Bo left this week.", "Bo came yesterday."),
    ("Cy sang this morning.", "Cy danced this morning."), ("Dee moved in 2018.", "Dee has lived here since 2018."),
  ])
  func whatMayHaveBeenAtOnceIsNotOrdered(_ first: String, _ second: String) throws {
    #expect(try !isBefore(first, second))
    #expect(try !isBefore(second, first))
  }

  @Test(arguments: ["Ann lives in Oslo.", "Bo was here in 2018 and in 2020.", "Cy rented it until 2019."])
  func withoutOneTimeThereIsNoOrder(_ text: String) {
    #expect(StatedTime(text, addedAt: ValidTimeTests.told) == nil)
  }
}
