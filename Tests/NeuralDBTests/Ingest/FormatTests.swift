import Foundation
import Testing

@testable import NeuralDB

@Suite struct FormatTests {
  @Test func wrappedProseIsJoined() throws {
    let text = """
      Ann lives in Oslo
      Bob lives in Rome

      The old bridge over the river, which was built long ago by the
      town, is closed. It will
      open soon.
      -----
      """
    #expect(
      try lines(text, "a.txt") == [
        "1 Ann lives in Oslo", "2 Bob lives in Rome",
        "4 The old bridge over the river, which was built long ago by the town, is closed.", "5 It will",
        "6 open soon.",
      ])
  }

  @Test("Lines end at LF, CR LF or CR, wherever a chunk ends")
  func lineEndings() throws {
    #expect(
      try lines("Ann is 4.\rBo is 5.\r\nCy is 6.\n\rDee is 7.", "a.txt") == [
        "1 Ann is 4.", "2 Bo is 5.", "3 Cy is 6.", "5 Dee is 7.",
      ])
    #expect(try lines("text,source\rAnn is 4.,x\rBo is 5.,x\r", "a.csv") == ["2 Ann is 4.", "3 Bo is 5."])
  }

  @Test("Lines of nothing but brackets and quotes are read in time that grows with their length")
  func marksThatNeverClose() throws {
    let brackets = "Ann " + String(repeating: "[", count: 100_000)
    #expect(try lines(brackets, "a.md") == ["1 " + brackets])
    let quotes = Array(String(repeating: "(", count: 200_000) + String(repeating: "”", count: 200_000))
    #expect(!Enclosures(quotes).contains(0))
  }

  @Test func markdownLosesItsMarks() throws {
    let text = """
      ---
      title: x
      ---
      # Team notes
      ## Ann is the boss.
      - **Ann** lives in [Oslo](http://o.no).
      * [x] Bob lives in `Rome`
      12. Cid lives in _Bern_.
      > Quoted *words* stay.

      ```swift
      let code = "skipped."
      ```
      <!-- a comment
      over lines -->
      One sentence that is
      wrapped. file_name_here stays.
      | Name | Town |
      |------|------|
      | Dan  | Lima |
      """
    #expect(
      try lines(text, "a.md") == [
        "5 Ann is the boss.", "6 Ann lives in Oslo.", "7 Bob lives in Rome", "8 Cid lives in Bern.",
        "9 Quoted words stay.", "16 One sentence that is wrapped.", "17 file_name_here stays.", "18 Name, Town",
        "20 Dan, Lima",
      ])
  }

  @Test func aWithdrawnFactOfAnExportIsNotToldAgain() throws {
    let text = "{\"text\":\"Ann.\",\"retracted_at\":null}\n{\"text\":\"Bob.\",\"retracted_at\":\"2024-01-02\"}\n"
    #expect(try lines(text, "a.jsonl") == ["1 Ann.", "2! was withdrawn; left out"])
  }

  @Test("An item goes on in the indented lines below it, and nothing else does")
  func markdownItemsOverLines() throws {
    let text =
      "- Ann lives in\n  Oslo since May.\n  Bob too.\nCid lives\nIn Rome he works.\n1. Dan is\n   Here.\n\n  Eve is.\n"
    #expect(
      try lines(text, "a.md") == [
        "1 Ann lives in Oslo since May.", "3 Bob too.", "4 Cid lives", "5 In Rome he works.", "6 Dan is Here.",
        "9 Eve is.",
      ])
  }

  @Test("What only looks like a mark of Markdown stays, and no fact is lost behind a rule, a comment or code")
  func markdownKeepsWhatIsNoMark() throws {
    #expect(
      try lines("---\n\nAnn lives in Oslo.\n\nBob lives in Rome.\n", "a.md") == [
        "3 Ann lives in Oslo.", "5 Bob lives in Rome.",
      ])
    #expect(
      try lines("```neuraldb``` is a command.\n\nAnn lives in Oslo.\n", "a.md") == [
        "1 neuraldb is a command.", "3 Ann lives in Oslo.",
      ])
    #expect(
      try lines("<!-- note --> Ann lives <!-- a\nsecret --> in Oslo.\n[ref]: http://o.no\n", "a.md") == [
        "1 Ann lives in Oslo."
      ])
    let marks = [
      ("2**10 is 1024.", "2**10 is 1024."), ("See _posts/a_b.md now.", "See _posts/a_b.md now."),
      ("[Rome](https://e.org/Rome_(city)) is old.", "Rome is old."), ("It cost \\$5.", "It cost $5."),
      ("| A \\| B | Lima |", "A | B, Lima"), ("__Ann__ is *very, very* tall.", "Ann is very, very tall."),
    ]
    for (text, plain) in marks { #expect(try lines(text, "a.md") == ["1 " + plain]) }
  }

  @Test func csvWithATextColumn() throws {
    let text = "id,text,added_at\r\n1,\"Ann, \"\"A\"\", is\nhere.\",2024-01-02\r\n2,Bob.,\n3,,\n4,Cid.,soon\n5,a,b,c\n"
    #expect(
      try lines(text, "a.csv") == [
        "2 Ann, \"A\", is here.", "4 Bob.", "5! no text", "6! added_at is no time: soon", "7! 4 fields under 3 headers",
      ])
  }

  @Test func csvWithoutOneNamesItsColumns() throws {
    #expect(
      try lines("name\ttown\nAnn\tOslo\nBob\t\n\t\n", "a.tsv") == ["2 name: Ann, town: Oslo", "3 name: Bob"])
  }

  @Test func aStrayQuoteCostsOneLine() throws {
    #expect(
      try lines("text\nGood.\n\"Bad.\nAfter.\nLast.\n", "a.csv") == [
        "2 Good.", "3! a quote that is never closed", "4 After.", "5 Last.",
      ])
  }

  @Test func jsonArrays() throws {
    let text = """
      [
        "Ann, [x] \\"lives\\" here.",
        {"text": "Bob.", "added_at": "2024-01-02T03:04:05Z", "more": {"a": [1, 2]}},
        17,
        {"text": bad},
        "Last."
      ]
      """
    #expect(
      try lines(text, "a.json") == [
        "2 Ann, [x] \"lives\" here.", "3 Bob.", "4! neither a string nor an object with \"text\"", "5! not valid JSON",
        "6 Last.",
      ])
    #expect(try lines("[\"One.\",\n\"Two", "a.json") == ["1 One.", "2! the array is cut short"])
    // A bracket too many spoils its element, not what follows.
    let stray = try lines("[{\"text\":\"One.\"}},\n\"Two.\"]", "a.json")
    #expect(stray.count == 2 && stray[0].hasPrefix("1!") && stray[1] == "2 Two.")
    #expect(try lines("{\"text\": \"Alone.\"}", "a.json") == ["1 Alone."])
    #expect(try lines("[]", "a.json").isEmpty)
    #expect(try lines("", "a.json").isEmpty)
  }

  @Test func jsonLinesKeepTheirOrigin() throws {
    var found: [SourceLine] = []
    let text = #"{"text":"Ann.","source":"s","line":9,"added_at":"2024-01-02"}"# + "\n" + #"{"text":"Bob."}"#
    try SourceReader().read(Data(text.utf8), source: "a.jsonl") { item in
      if case .line(let line) = item { found.append(line) }
    }
    #expect(
      found == [
        SourceLine(source: "s", line: 9, text: "Ann.", addedAt: ISO8601.date("2024-01-02")),
        SourceLine(source: "a.jsonl", line: 2, text: "Bob."),
      ])
  }

  @Test func aByteOrderMarkIsNoText() throws {
    #expect(try lines("\u{FEFF}Ann.", "a.txt") == ["1 Ann."])
    #expect(try lines("%PDF-1.4 x", "a.txt") == ["0! not text in UTF-8 but binary; the rest is left out"])
  }

  @Test func linesThatSpanChunksAreWhole() throws {
    let line = String(repeating: "é", count: 50_000)
    #expect(try lines(line + "\n" + line + "x", "a.txt") == ["1 " + line, "2 " + line + "x"])
  }

  /// "LINE TEXT" of sentences, "LINE! MESSAGE" of issues.
  private func lines(_ text: String, _ name: String) throws -> [String] {
    var found: [String] = []
    try SourceReader().read(Data(text.utf8), source: name) { item in
      switch item {
      case .line(let line): found.append("\(line.line) \(line.text)")
      case .issue(let issue): found.append("\(issue.line ?? 0)! \(issue.message)")
      }
    }
    return found
  }
}
