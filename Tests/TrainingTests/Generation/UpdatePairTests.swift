import Foundation
import Testing

@testable import Training

/// Pairs of facts told one after the other.
@Suite struct UpdatePairTests {
  static let relations = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Data/Relations")

  func pairs(_ count: Int, mode: Split.Mode = .train) throws -> [UpdatePair] {
    let library = try RelationLibrary(folder: Self.relations)
    var generator = DatabaseGenerator(library: library, mode: mode, seed: 5)
    return (0..<count).compactMap { _ in generator.nextUpdate() }
  }

  @Test("The same seed gives the same pairs")
  func isDeterministic() throws {
    #expect(try pairs(50) == pairs(50))
  }

  @Test(
    "Every answer stands in its fact exactly once", arguments: [Split.Mode.train, .unseenPhrasing, .unseenRelation])
  func answers(_ mode: Split.Mode) throws {
    let made = try pairs(300, mode: mode)
    #expect(made.count > 280)
    for pair in made {
      for answer in pair.olderAnswers { #expect(Substrings.count(answer, in: pair.older) == 1) }
      for answer in pair.newerAnswers { #expect(Substrings.count(answer, in: pair.newer) == 1) }
      #expect(!pair.olderAnswers.isEmpty || !pair.newerAnswers.isEmpty)
      #expect((pair.truth == nil) == (pair.type == .set))
    }
  }

  @Test("A replaced value is no answer, though the newer fact may name it")
  func replaced() throws {
    let replacing = try pairs(600).filter(\.isOver)
    #expect(replacing.allSatisfy { Set($0.olderAnswers).isDisjoint(with: $0.newerAnswers) })
    let naming = replacing.filter { pair in pair.olderAnswers.contains { pair.newer.contains($0) } }
    #expect(Double(naming.count) / Double(replacing.count) > 0.1)
  }

  @Test("Half replace; of those two in five are yes/no, half of them no; in some, one fact is about another thing")
  func proportions() throws {
    let made = try pairs(1000)
    func share(_ part: [UpdatePair], _ holds: (UpdatePair) -> Bool) -> Double {
      Double(part.count(where: holds)) / Double(max(1, part.count))
    }
    #expect((0.35...0.5).contains(share(made, \.isOver)))
    let verdicts = made.filter { $0.isOver && $0.type == .bool }
    #expect((0.3...0.5).contains(share(made.filter(\.isOver)) { $0.type == .bool }))
    #expect((0.4...0.6).contains(share(verdicts) { $0.truth == false }))
    #expect((0.1...0.2).contains(share(made) { $0.olderAnswers.isEmpty || $0.newerAnswers.isEmpty }))
    #expect(made.filter { $0.olderAnswers.isEmpty || $0.newerAnswers.isEmpty }.allSatisfy { !$0.isOver })
    let words = ["now?", "currently?", "at the moment?", "these days?", "at present?", "nowadays?"]
    #expect((0.2...0.5).contains(share(made) { pair in words.contains { pair.question.hasSuffix($0) } }))
  }

  @Test("Of endings a fifth each: denied, denied of another, moved, another moved, joined; the classes follow")
  func endings() throws {
    let library = try RelationLibrary(folder: Self.relations)
    var generator = DatabaseGenerator(library: library, mode: .train, seed: 5)
    let made = (0..<500).compactMap { _ in generator.nextEnding() }
    #expect(made.count > 480)
    let shares = Dictionary(grouping: made, by: \.succession).mapValues { Double($0.count) / Double(made.count) }
    #expect((0.3...0.5).contains(shares[.ends] ?? 0))
    #expect((0.3...0.5).contains(shares[.unrelated] ?? 0))
    #expect((0.1...0.3).contains(shares[.adds] ?? 0))
    for pair in made {
      #expect(!pair.olderAnswers.isEmpty && pair.newerAnswers.isEmpty == (pair.succession != .adds))
      let example = try #require(GoldExamples.reading(pair))
      #expect(example.succession == pair.succession)
      #expect((example.support == .irrelevant) == (pair.succession == .ends))
    }
  }
}
