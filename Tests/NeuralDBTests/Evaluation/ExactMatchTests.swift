import Foundation
import Testing

@testable import NeuralDB

@Suite struct ExactMatchTests {
  @Test(
    arguments: [
      (["oslo"], ["Oslo"], true), (["The Blue Anchor."], ["Blue Anchor"], true),
      (["Tom", "Lea"], ["Lea", "Tom"], true),
      (["Tom"], ["Tom", "Lea"], false), (["Tom", "Lea", "Ann"], ["Tom", "Lea"], false), ([], ["Tom"], false),
      (["Tom"], [], false), ([], [], true), (["Tom", "tom"], ["Tom"], true), (["35000"], ["+35000"], true),
      (["35,000"], ["35000"], true), (["€64"], ["64"], true), (["€64"], ["$64"], false), (["3 mg"], ["3"], true),
      (["3 mg"], ["3 g"], false), (["9"], ["Room 9"], false), (["14 March 1991"], ["1991"], false),
      (["3.8.1"], ["3.8"], false), (["83.67"], ["83.670"], true), (["12.00"], ["12"], true),
      (["72.33"], ["72.3"], false),
      (["TRUE"], ["True"], true), (["twelve"], ["12"], false), ([""], ["0"], false), (["0"], [], false),
    ] as [([String], [String], Bool)])
  func isStrict(_ predicted: [String], _ gold: [String], _ wanted: Bool) {
    #expect(ExactMatch.matches(predicted: predicted, gold: gold, operation: .set) == wanted)
  }

  @Test func zeroCountsEqualNothing() {
    #expect(ExactMatch.matches(predicted: ["0"], gold: [], operation: .count))
    #expect(ExactMatch.matches(predicted: [], gold: ["0"], operation: .count))
    #expect(!ExactMatch.matches(predicted: ["1"], gold: [], operation: .count))
  }

  @Test func aliasesAreAccepted() {
    let aliases = ["david": ["David Okafor"]]
    #expect(ExactMatch.matches(predicted: ["David Okafor"], gold: ["David"], operation: .set, aliases: aliases))
    #expect(!ExactMatch.matches(predicted: ["David"], gold: ["David Okafor"], operation: .set, aliases: aliases))
  }

  @Test func decodesBothFormats() throws {
    let lines = """
      {"facts":["a","b"],"queries":[{"id":3,"query":"q","type":"max","answer":[35000.0],"facts":[[0],[1]],"height":9,\
      "hard_negatives":null,"relation":"P1"}]}

      {"db":"x","facts":["a"],"aliases":{"A":["B"]},"queries":[{"query":"q","type":"bool","answer":[true],\
      "support":[[0]],"tags":["join"]},{"query":"r","type":"set","answer":null}]}
      """
    let suite = try NeuralDB.Suite(lines: lines, file: "/tmp/dev.jsonl")
    #expect(suite.name == "dev")
    #expect(suite.databases[0].queries[0].answer == ["35000"])
    #expect(suite.databases[0].queries[0].support == [[0], [1]])
    #expect(suite.databases[0].visibleFacts(for: suite.databases[0].queries[0]) == 2)
    #expect(suite.databases[1].queries[0].answer == ["TRUE"])
    #expect(suite.databases[1].queries[0].tags == ["join"])
    #expect(suite.databases[1].queries[1].answer.isEmpty)
    #expect(suite.databases[1].queries[1].support == nil)
    #expect(suite.databases[1].aliases == ["A": ["B"]])
  }

  @Test func namesTheBadLine() throws {
    let good = #"{"facts":["a"],"queries":[]}"#
    for bad in [
      "{", #"{"queries":[]}"#, #"{"facts":["a"],"queries":[{"query":"q","type":"most","answer":[]}]}"#,
      #"{"facts":["a"],"queries":[{"query":"q","type":"set","answer":[],"facts":[[4]]}]}"#,
    ] {
      let error = try #require(throws: SuiteError.self) {
        try NeuralDB.Suite(lines: good + "\n" + bad, file: "s.jsonl")
      }
      #expect(error.description.hasPrefix("s.jsonl:2: "))
    }
    #expect(throws: SuiteError.unreadable(file: "/nowhere")) { try NeuralDB.Suite(contentsOf: "/nowhere") }
  }

  @Test func reportsScores() throws {
    func outcome(_ type: Operator, _ gold: [String], _ found: [String]?, tags: [String] = []) -> EvaluationOutcome {
      EvaluationOutcome(
        query: SuiteQuery(query: "q", type: type, answer: gold, support: gold.isEmpty ? [] : [[0], [1]], tags: tags),
        predicted: found, operation: found == nil ? nil : type, support: gold.isEmpty ? [] : [1, 2])
    }
    var report = EvaluationReport(suite: "dev")
    report.add(outcome(.set, ["Tom"], ["tom"], tags: ["join"]))
    report.add(outcome(.set, [], [], tags: ["join"]))
    report.add(outcome(.count, ["2"], ["3"]))
    var other = EvaluationReport(suite: "dev")
    other.add(outcome(.set, [], nil))
    report.merge(other)
    let data = try Data(report.json().utf8)
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(json["queries"] as? Int == 4)
    #expect(json["exact_match"] as? Double == 0.5)
    #expect(json["operator_accuracy"] as? Double == 0.75)
    let tag = (json["by_tag"] as? [String: [String: Any]])?["join"]
    #expect(tag?["n"] as? Int == 2)
    #expect(tag?["exact_match"] as? Double == 1)
    let support = json["support"] as? [String: Double]
    #expect(support == ["precision": 0.5, "recall": 0.5])
    let unknown = json["unknown"] as? [String: Any]
    #expect(unknown?["n"] as? Int == 2)
    #expect(unknown?["recall"] as? Double == 0.5)
    #expect(json["facts_per_second"] is NSNull)
  }
}
