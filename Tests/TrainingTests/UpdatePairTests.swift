import Foundation
import Testing

@testable import Training

/// Pairs of facts told one after the other.
@Suite struct UpdatePairTests {
  static let relations = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Data/Relations")

  func pairs(_ count: Int) throws -> [UpdatePair] {
    let library = try RelationLibrary(folder: Self.relations)
    var generator = DatabaseGenerator(library: library, mode: .train, seed: 5)
    return (0..<count).compactMap { _ in generator.nextUpdate() }
  }

  @Test("The same seed gives the same pairs, and every answer stands in its fact")
  func answers() throws {
    let made = try pairs(300)
    #expect(made.count > 280)
    #expect(try pairs(50) == Array(made.prefix(50)))
    for pair in made {
      for answer in pair.olderAnswers { #expect(WordBoundary.firstRange(of: answer, in: pair.older) != nil) }
      for answer in pair.newerAnswers { #expect(WordBoundary.firstRange(of: answer, in: pair.newer) != nil) }
      #expect((pair.truth == nil) == (pair.type == .set))
    }
  }

  @Test("Some pairs replace and some add, some are yes/no")
  func proportions() throws {
    let made = try pairs(300)
    let replacing = made.filter(\.replaces)
    #expect(replacing.count > 60 && replacing.count < 200)
    #expect(made.filter { $0.truth != nil }.count > 40)
    #expect(replacing.contains { $0.truth == false })
  }
}
