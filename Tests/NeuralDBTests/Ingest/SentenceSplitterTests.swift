import Encoder
import Testing

@testable import NeuralDB

@Suite struct SentenceSplitterTests {
  @Test(arguments: [
    "Ann lives in Oslo. | Bob lives in Rome.",
    "Dr. Ann B. Lee met Mr. Smith. | They talked.",
    "The bridge is 3.5 km long. | It opened in 1999. | It closed.",
    "J. K. Rowling wrote it.",
    "George W. Bush was president.",
    "He works for the U.S. Army. | She does not.",
    "He lives in the U.S. | The rest is unknown.",
    "The train leaves at 10 p.m. | Ann takes it.",
    "The train leaves at 10 p.m. on Sunday.",
    "Acme Inc. is big. | Ann runs Acme Inc. | Bob helps.",
    "Is Ann home? | Yes! | She is.",
    "Yahoo! is a company. | It is old.",
    "Wait... what is it?",
    "Wait... | The end.",
    "checkout was down for 52 minutes. | billing was down for 3 minutes.",
    "Ann said \"I live in Oslo. I like it.\" | Bob said nothing.",
    "Ann (who lives in Oslo. Or Rome.) is here. | Bob is not.",
    "He said “Stop. Now.” | Then he left.",
    "\"Stop!\" said Ann. | Bob stopped.",
    "The screen is 5\" wide. | The other is 6\" wide.",
    "1. Ann lives here. | 2. Bob lives there.",
    "It is No. 5 of 10. | She paid $1,234.56 for it.",
    "It happened on Jan. 5 in Oslo. | We know.",
    "See fig. 3 and e.g. Oslo. | Done.",
    "He lives in St. Petersburg. | She lives on Main St. | The end.",
    "Visit example.com or v1.2.3 now. | Bye.",
    "no full stop at all",
    "東京は大きい。 | 京都は古い。",
    "(Ann lives in Oslo.) | Bob does too.",
    "He got it from Plan B. | It worked.",
  ]) func sentencesEndWhereTheyShould(_ marked: String) {
    let expected = marked.split(separator: " | ").map(String.init)
    let text = marked.replacing(" | ", with: marked.contains("。") ? "" : " ")
    #expect(SentenceSplitter().sentences(in: text) == expected)
  }

  @Test func whiteSpaceIsTidied() {
    #expect(SentenceSplitter().sentences(in: "  Ann\tlives \u{A0} in Oslo.  ") == ["Ann lives in Oslo."])
    #expect(SentenceSplitter().sentences(in: " \t ").isEmpty)
  }

  @Test func noCharacterIsLost() {
    let pieces = ["Ann", " ", ".", "\"", "(", ")", "!", "?", "B", "3", "dr", "…", "“", "”", "\u{301}", "。"]
    var random = SeededRandom(seed: 1)
    for _ in 0..<500 {
      let text = (0..<15).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      #expect(SentenceSplitter().ranges(in: Array(text)).map { String($0) }.joined() == text)
    }
  }
}
