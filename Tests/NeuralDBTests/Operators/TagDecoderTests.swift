import Encoder
import Foundation
import Testing

@testable import NeuralDB

/// Logits are outside, begin, inside.
@Suite struct TagDecoderTests {
  @Test func anInsideNeverFollowsAnOutside() {
    #expect(TagDecoder.spans([[0, -9, 5]]).map(\.words) == [])
    #expect(TagDecoder.spans([[5, 0, 0], [2, -9, 4], [5, 0, 0]]).map(\.words) == [])
    // Where the inside is strong enough, the word before it becomes the beginning.
    #expect(TagDecoder.spans([[1, 0, 0], [0, -9, 5]]).map(\.words) == [0..<2])
  }

  @Test func aBeginningAfterAnInsideStartsAnotherSpan() {
    let begin: [Float] = [0, 8, 0]
    let inside: [Float] = [0, 0, 8]
    let outside: [Float] = [8, 0, 0]
    let spans = TagDecoder.spans([begin, inside, begin, outside, begin, inside, inside])
    #expect(spans.map(\.words) == [0..<2, 2..<3, 4..<7])
    let score = exp(Float(8)) / (exp(Float(8)) + 2)
    #expect(spans.allSatisfy { abs($0.score - score) < 1e-5 })
  }

  @Test func aRequiredSpanIsTheLikeliestBeginningAndWhatContinuesIt() {
    let logits: [[Float]] = [[5, 0, 0], [5, 1, 0], [5, 0, 6], [5, 0, 0]]
    #expect(TagDecoder.spans(logits).isEmpty)
    let spans = TagDecoder.spans(logits, required: true)
    #expect(spans.map(\.words) == [1..<3])
    #expect(spans.allSatisfy { $0.score < 0.1 })
  }

  @Test func aRequiredSpanChangesNothingWhereOneIsFound() {
    let logits: [[Float]] = [[5, 0, 0], [0, 5, 0], [5, 4, 0]]
    #expect(TagDecoder.spans(logits, required: true) == TagDecoder.spans(logits))
  }

  /// A beginning right behind another span gets none: that would cut spans in two.
  @Test func generosityOffersLessLikelySpansAndLeavesTheOthersAsTheyAre() throws {
    let logits: [[Float]] = [[0, 8, 0], [0, 2, 8], [5, 3, 0], [5, 3, 0], [9, 0, 0]]
    #expect(TagDecoder.spans(logits).map(\.words) == [0..<2])
    let spans = TagDecoder.spans(logits, generosity: 3)
    #expect(spans.map(\.words) == [0..<2, 3..<4])
    #expect(try #require(spans.last).score < 0.5)
  }

  @Test func noWordsGiveNoSpans() {
    #expect(TagDecoder.spans([]).isEmpty)
    #expect(TagDecoder.spans([], required: true).isEmpty)
  }

  @Test func theLikeliestOfAllAllowedSequencesIsFound() {
    var random = SeededRandom(seed: 6)
    for _ in 0..<100 {
      let logits = (0..<5).map { _ in (0..<3).map { _ in random.normal() * 2 } }
      #expect(TagDecoder.spans(logits).map(\.words) == likeliest(logits))
    }
  }

  /// Tries every sequence of tags.
  private func likeliest(_ logits: [[Float]]) -> [Range<Int>] {
    var best: (score: Float, tags: [Int]) = (-.infinity, [])
    for code in 0..<243 {
      let tags = [81, 27, 9, 3, 1].map { code / $0 % 3 }
      let allowed = tags.indices.allSatisfy { tags[$0] != 2 || ($0 > 0 && tags[$0 - 1] != 0) }
      let score = zip(logits, tags).reduce(Float(0)) { sum, word in sum + Self.logProbability(word.0, word.1) }
      if allowed, score > best.score { best = (score, tags) }
    }
    var ranges: [Range<Int>] = []
    for (word, tag) in best.tags.enumerated() {
      if tag == 1 { ranges.append(word..<word + 1) }
      if tag == 2, let last = ranges.popLast() { ranges.append(last.lowerBound..<word + 1) }
    }
    return ranges
  }

  private static func logProbability(_ logits: [Float], _ tag: Int) -> Float {
    logits[tag] - log(logits.map { exp($0) }.reduce(0, +))
  }
}
