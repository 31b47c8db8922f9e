import Encoder
import NeuralDB
import Testing

@Suite struct ReaderInputTests {
  private let tokenizer: WordPieceTokenizer
  private let pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "?", ".", "boat", "##s", "old", "##est", "gull", "is"]

  init() throws { tokenizer = try WordPieceTokenizer(pieces: pieces) }

  private func input(_ question: String, _ facts: [String]) -> ReaderInput {
    ReaderInput(
      question: tokenizer.tokenize(question), facts: facts.map { tokenizer.tokenize($0) }, tokenizer: tokenizer)
  }

  private func texts(_ input: ReaderInput) -> [String] { input.sequence.ids.map { pieces[Int($0)] } }

  @Test func questionAndFactsLieBetweenSeparators() {
    let input = input("Oldest boats?", ["Gull is old.", "Boats."])
    #expect(
      texts(input) == [
        "[CLS]", "old", "##est", "boat", "##s", "?", "[SEP]", "gull", "is", "old", ".", "[SEP]", "boat", "##s", ".",
        "[SEP]",
      ])
    #expect(input.sequence.segments == [Int32](repeating: 0, count: 7) + [Int32](repeating: 1, count: 9))
  }

  @Test func wordsPointToTheirFirstPieceAndTheirText() {
    let input = input("Oldest boats?", ["Gull is old.", "Boats."])
    #expect(input.questionWords.map(\.token) == [1, 3, 5])
    #expect(input.questionWords.map(\.range) == [0..<6, 7..<12, 12..<13])
    #expect(input.factWords.map { $0.map(\.token) } == [[7, 8, 9, 10], [12, 14]])
    #expect(input.factWords[0].map(\.range) == [0..<4, 5..<7, 8..<11, 11..<12])
    #expect(input.factWords[1].map(\.range) == [0..<5, 5..<6])
  }

  @Test func aLongQuestionIsCutAndLeavesRoomForFacts() {
    let input = input([String](repeating: "boats", count: 60).joined(separator: " "), ["Gull."])
    #expect(input.questionWords.count == ReaderInput.questionLimit / 2)
    #expect(input.sequence.ids.count == 1 + ReaderInput.questionLimit + 1 + 2 + 1)
    #expect(texts(input)[1 + ReaderInput.questionLimit] == "[SEP]")
    #expect(input.factWords[0].map(\.range) == [0..<4, 4..<5])
  }

  @Test("No sequence is longer than the limit", arguments: [1, 2, 5])
  func longFacts(count: Int) {
    let fact = [String](repeating: "gull", count: 250).joined(separator: " ")
    let input = input("Oldest?", (0..<count).map { _ in fact })
    #expect(input.sequence.ids.count == min(ReaderInput.limit, 5 + count * 251))
    #expect(input.sequence.segments.count == input.sequence.ids.count)
    #expect(input.factWords.count == count)
    #expect(texts(input).last == "[SEP]")
    for (number, words) in input.factWords.enumerated() {
      #expect(words.count == [250, ReaderInput.limit - 5 - 251 - 1].dropFirst(number).first ?? 0)
    }
  }

  @Test func aQuestionAloneIsOneSegment() {
    let input = input("", [])
    #expect(texts(input) == ["[CLS]", "[SEP]"])
    #expect(input.questionWords.isEmpty && input.factWords.isEmpty)
    #expect(input.sequence.segments == [0, 0])
  }
}
