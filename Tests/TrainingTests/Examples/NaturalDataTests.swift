import Foundation
import Testing

@testable import NeuralDB
@testable import Training

/// The written training data, and the check that guards it.
@Suite struct NaturalDataTests {
  private static let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Data")

  @Test("Every natural database holds what it says")
  func isSound() throws {
    let databases = try TrainingMixture(data: Self.data).naturalDatabases()
    #expect(databases.count >= 2_000)
    #expect(databases.flatMap { NaturalCheck().issues($0.database, place: $0.place) } == [])
  }

  @Test("No relation has a faulty template, or the same one twice")
  func relations() throws {
    let library = try RelationLibrary(folder: Self.data.appendingPathComponent("Relations"))
    #expect(library.issues == [])
    #expect(DiversityReport(library).duplicates == [])
  }

  private func database(_ json: String) throws -> GoldDatabase {
    try JSONDecoder().decode(GoldDatabase.self, from: Data(json.utf8))
  }

  @Test("A span that stands nowhere, a wrong answer and an update told backwards are found")
  func faults() throws {
    let faulty = try database(
      #"""
      {"domain":"x","facts":["Ann has 12 hens.","Ann has 14 hens."],"queries":[
        {"query":"Who has hens?","type":"set","answer":["Ann"],"facts":[[0]],"derivations":[{"facts":[0],"answer":"An"}]},
        {"query":"Who has hens?","type":"set","answer":["Bo"],"facts":[[0]],"derivations":[{"facts":[0],"answer":"Ann"}]},
        {"query":"Who has hens?","type":"set","answer":["Ann"],"facts":[[7]]}],
       "updates":[{"question":"How many?","older":1,"newer":0,"class":"replaces","olderAnswers":[],"newerAnswers":[]}]}
      """#)
    #expect(NaturalCheck().issues(faulty, place: "x:1").count == 4)
  }

  @Test("A word ends at a dash and at a currency sign, not inside a longer word")
  func boundaries() {
    #expect(WordBoundary.firstRange(of: "1842", in: "Jo Reis (1842–1903)") == 9..<13)
    #expect(WordBoundary.firstRange(of: "40", in: "it cost €40") == 11..<13)
    #expect(WordBoundary.firstRange(of: "an", in: "Ann ran an hour") == 8..<10)
    #expect(WordBoundary.firstRange(of: "Zo", in: "Zoë") == nil)
  }

  @Test("What the aggregation stage makes of gold derivations is the gold answer, but for one question in two hundred")
  func arithmetic() throws {
    let databases = try TrainingMixture(data: Self.data).naturalDatabases().map(\.database)
    let right = databases.flatMap { database in
      database.queries.compactMap { ArithmeticCheck().isRight($0, database.facts) }
    }
    #expect(right.count > 40_000)
    #expect(right.count { !$0 } * 200 < right.count)
  }

  @Test("Derivations that come to another answer than the question's are seen")
  func faultyArithmetic() throws {
    let database = try database(
      #"""
      {"domain":"x","facts":["Bus 207 seats thirty-three, bus 12 seats 40."],"queries":[
        {"query":"How many seats has bus 207?","type":"count","answer":["3"],"facts":[[0]],
         "derivations":[{"facts":[0],"answer":"thirty-three"}]},
        {"query":"How many do both seat?","type":"sum","answer":["73"],"facts":[[0]],
         "derivations":[{"facts":[0],"answer":"thirty-three"},{"facts":[0],"answer":"40"}]},
        {"query":"Who drives?","type":"set","answer":[],"facts":[],"derivations":[]}]}
      """#)
    #expect(database.queries.map { ArithmeticCheck().isRight($0, database.facts) } == [false, true, nil])
  }
}
