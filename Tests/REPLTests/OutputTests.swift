import Foundation
import NeuralDB
import Testing

@testable import REPL

@Suite struct OutputTests {
  /// The example of the README, key for key.
  @Test func answerAsJSON() {
    let fact = Fact(id: 12, text: "Ann lives in Oslo.", addedAt: .now)
    let derivation = Derivation(answer: Span(fact: 12, range: 0..<3, text: "Ann"), score: 0.99, facts: [12])
    let answer = Answer(
      query: "How many people live in Oslo?", plan: Plan(operation: .count), values: ["2"], known: true,
      confidence: 0.97, derivations: [derivation], facts: [fact], elapsedMilliseconds: 14.23)
    let expected =
      #"{"query":"How many people live in Oslo?","operator":"count","answer":["2"],"known":true,"confidence":0.97,"#
      + #""derivations":[{"answer":"Ann","measure":null,"condition":null,"truth":null,"score":0.99,"facts":[12]}],"#
      + #""facts":[{"id":12,"text":"Ann lives in Oslo."}],"superseded":[],"elapsed_ms":14.2}"#
    #expect(answer.json.text == expected)
  }

  @Test func unknownIsSaidAndExplained() {
    let answer = Answer(query: "Who?", plan: Plan(operation: .set), values: [], known: false, confidence: 0.2)
    #expect(answer.lines == ["unknown"])
    #expect(answer.json.text.contains(#""answer":[],"known":false"#))
  }

  @Test(arguments: [
    ("a\"b\\c", #""a\"b\\c""#), ("tab\tnew\nline", #""tab\tnew\nline""#), ("\u{1}", #""\u0001""#), ("é🚣", "\"é🚣\""),
  ])
  func stringsAsJSON(_ text: String, _ expected: String) {
    #expect(JSONText.string(text).text == expected)
  }

  @Test(arguments: [
    (0.97, "0.97"), (1, "1"), (0.123456, "0.1235"), (.nan, "null"), (.infinity, "null"), (-0.5, "-0.5"),
  ])
  func numbersAsJSON(_ number: Double, _ expected: String) {
    #expect(JSONText.number(number, decimals: 4).text == expected)
  }

  @Test(arguments: [
    ("Ann lives in Oslo.", ReplLine.fact("Ann lives in Oslo.")), ("  Who? ", .question("Who?")), ("", .empty),
    ("???", .empty), (".undo", .verb(.undo, "")), (".retract 1 2", .verb(.retract, "1 2")),
    (".explain  Who is it?", .verb(.explain, "Who is it?")), (".nope 1", .unknownVerb("nope")),
    (".NET is what Ann writes.", .fact(".NET is what Ann writes.")), (".NET?", .question(".NET?")),
    (".QUIT", .verb(.quit, "")), (".5 kg of flour are left", .fact(".5 kg of flour are left")),
  ])
  func lineOfTheREPL(_ line: String, _ expected: ReplLine) {
    #expect(ReplLine(line) == expected)
  }
}
