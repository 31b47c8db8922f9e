import Foundation
import Testing

@testable import Encoder

/// Source folders, found from this file's place, so that the tests need no resource bundle.
private let testFolder = URL(filePath: #filePath).deletingLastPathComponent()
private let goldens = testFolder.appending(path: "Goldens/tokens.jsonl")
private let vocabulary = testFolder.appending(path: "../../Data/Models/vocab.txt").standardizedFileURL

/// One line of `tokens.jsonl`.
private struct TokenGolden: Decodable {
  var text: String
  var ids: [Int32]
  var starts: [Int]
  var words: [Int32]

  static func all() throws -> [TokenGolden] {
    let lines = try Data(contentsOf: goldens).split(separator: UInt8(ascii: "\n")).dropFirst()
    return try lines.map { try JSONDecoder().decode(TokenGolden.self, from: Data($0)) }
  }
}

@Suite struct TokenizerTests {
  let tokenizer: WordPieceTokenizer

  init() throws { tokenizer = try WordPieceTokenizer(vocabulary: vocabulary) }

  private func slices(_ text: String, _ ranges: [Range<Int>]) -> [String] {
    ranges.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
  }

  @Test func givesTheIdsOfTheReference() throws {
    let cases = try TokenGolden.all()
    #expect(cases.count >= 2000)
    for golden in cases {
      let tokens = tokenizer.tokenize(golden.text)
      #expect(tokens.ids == golden.ids, "\(golden.text.debugDescription)")
      #expect(tokens.words == golden.words, "\(golden.text.debugDescription)")
      #expect(tokens.ranges.map(\.lowerBound) == golden.starts, "\(golden.text.debugDescription)")
    }
  }

  @Test func rangesAreWholeCharactersWithinTheirWord() throws {
    for golden in try TokenGolden.all() {
      let bytes = Array(golden.text.utf8)
      let tokens = tokenizer.tokenize(golden.text)
      for (range, word) in zip(tokens.ranges, tokens.words) {
        #expect(!range.isEmpty && range.upperBound <= bytes.count)
        #expect(String(validating: bytes[range], as: UTF8.self) != nil)
        let whole = tokens.wordRanges[Int(word)]
        #expect(whole.lowerBound <= range.lowerBound && range.upperBound <= whole.upperBound)
      }
      #expect(tokens.wordRanges.count == (tokens.words.last.map { Int($0) + 1 } ?? 0))
    }
  }

  @Test func piecesPointBackAtTheSource() {
    let text = "  Zürich's unaffable  東京!"
    let tokens = tokenizer.tokenize(text)
    #expect(slices(text, tokens.wordRanges) == ["Zürich", "'", "s", "unaffable", "東", "京", "!"])
    #expect(slices(text, tokens.ranges) == ["Zürich", "'", "s", "una", "ffa", "ble", "東", "京", "!"])
    #expect(tokens.words == [0, 1, 2, 3, 3, 3, 4, 5, 6])
  }

  @Test func aDroppedAccentStaysWithItsLetter() {
    let text = "Jose\u{301} left"
    #expect(slices(text, tokenizer.tokenize(text).wordRanges) == ["Jose\u{301}", "left"])
  }

  @Test func specialPiecesInATextArePlainCharacters() {
    let special = [tokenizer.cls, tokenizer.sep, tokenizer.pad, tokenizer.unk]
    #expect(special == [101, 102, 0, 100])
    #expect(tokenizer.tokenize("[CLS] a [SEP] [PAD]").ids.allSatisfy { !special.contains($0) })
  }

  @Test func aWordBeyondAHundredCharactersIsUnknown() {
    let tokens = tokenizer.tokenize(String(repeating: "é", count: 101) + " ok")
    #expect(tokens.ids.count == 2)
    #expect(tokens.ids[0] == tokenizer.unk)
    #expect(tokens.ranges[0] == 0..<202)
  }

  @Test func aVocabularyOfOnesOwn() throws {
    let pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##do", "##doing", "##ing"]
    let small = try WordPieceTokenizer(pieces: pieces)
    #expect(small.count == 8)
    #expect(small.tokenize("undoing UNDO undone ing").ids == [4, 6, 4, 5, 1, 1])
  }

  @Test func aVocabularyWithoutSpecialPiecesIsRefused() {
    #expect(throws: TokenizerError.missingPiece(piece: "[SEP]", count: 2)) {
      try WordPieceTokenizer(pieces: ["[CLS]", "a"])
    }
  }

  @Test func aVocabularyThatIsNotTextIsRefused() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "vocab-\(UUID().uuidString).txt")
    defer { try? FileManager.default.removeItem(at: url) }
    #expect(throws: TokenizerError.self) { try WordPieceTokenizer(vocabulary: url) }
    try Data([0x61, 0x0A, 0xFF, 0xFE, 0x0A]).write(to: url)
    #expect(throws: TokenizerError.notText(path: url.path, line: 2)) { try WordPieceTokenizer(vocabulary: url) }
  }
}
