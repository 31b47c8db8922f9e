import Foundation
import NeuralDB
import Testing
import Training

/// A data folder with the given files, removed when the body ends.
private func withData(_ files: [String: String], _ body: (RealData, URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "realdata-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: folder) }
  for (path, text) in files {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
  try body(RealData(folder: folder), folder)
}

private func text(_ span: LabelledSpan, of example: ReaderExample) -> String {
  String(decoding: Array(example.facts[span.fact].utf8)[span.range], as: UTF8.self)
}

private let squad = "squad/subset.jsonl"
private let zurich =
  #"{"facts":["Zürich's old mill was built by Anna Öberg in 1820.","The mill of Zürich burned in a fire.","It rains."],"#
  + #""queries":[{"query":"Who built the mill of Zürich?","type":"set","answer":["Anna Öberg"],"support":[[0]],"#
  + #""alt":["Öberg"]}]}"#
private let lima =
  #"{"facts":["Lima lies on the coast of Peru."],"queries":[{"query":"On which coast does Lima lie?","#
  + #""type":"set","answer":["coast of Peru"],"support":[[0]]}]}"#

@Suite("Real data sets")
struct RealDataTests {
  @Test("A gold fact is an answer with its shortest wording as span; neighbours and strangers are irrelevant")
  func spans() throws {
    try withData([squad: zurich + "\n" + lima + "\n"]) { data, _ in
      let examples = try data.readerExamples(.squad).filter { $0.question.contains("mill") }
      let answer = try #require(examples.first { $0.support == .answers })
      #expect(answer.facts == ["Zürich's old mill was built by Anna Öberg in 1820."])
      #expect(answer.spans.map { text($0, of: answer) } == ["Öberg"])
      let others = examples.filter { $0.support == .irrelevant && $0.question == "Who built the mill of Zürich?" }
      #expect(
        Set(others.flatMap(\.facts)) == ["The mill of Zürich burned in a fire.", "Lima lies on the coast of Peru."])
      let again = try data.readerExamples(.squad).filter { $0.question.contains("mill") }
      #expect(again == examples)
    }
  }

  @Test("Databases that share a fact with a suite are left out")
  func exclusion() throws {
    let suite = #"{"facts":["Lima lies on the coast of Peru. "],"queries":[]}"#
    try withData([squad: zurich + "\n" + lima, "suite.jsonl": suite]) { data, folder in
      let excluded = try RealData.suiteFacts(folder.appending(path: "suite.jsonl"))
      let examples = try data.readerExamples(.squad, excludingFacts: excluded)
      #expect(!examples.isEmpty)
      #expect(!examples.contains { $0.facts.joined().contains("Lima") })
    }
  }

  @Test("WikiNLDB: arg-extremes pair answer and measure, yes/no keeps its truth, facts above the height are unseen")
  func derivations() throws {
    let line =
      #"{"facts":["Ann attended Yale.","Bo has a population of +300.","Oslo is far away."],"queries":["#
      + #"{"query":"Which school is biggest?","type":"argmax","answer":["Yale"],"derivations":["Yale [SEP] Ann"],"#
      + #""facts":[[0]],"height":2},"#
      + #"{"query":"What is the largest population?","type":"max","answer":[300.0],"derivations":["+300"],"#
      + #""facts":[[1]],"height":2},"#
      + #"{"query":"Did Ann attend Yale?","type":"bool","answer":["TRUE"],"derivations":["TRUE"],"facts":[[0]],"height":2}"#
      + "]}"
    try withData(["wikinldb/kelm_train.jsonl": line]) { data, _ in
      let examples = try data.readerExamples(.wikinldbKelm)
      let extreme = try #require(examples.first { $0.question.hasPrefix("Which") && $0.support == .answers })
      #expect(extreme.spans.map(\.role) == [.answer, .measure])
      #expect(extreme.spans.map { text($0, of: extreme) } == ["Yale", "Ann"])
      #expect(extreme.pairs == [SpanPair(answer: 0, other: 1)])
      let largest = try #require(examples.first { $0.question.contains("largest") && $0.support == .answers })
      #expect(largest.spans.map { text($0, of: largest) } == ["+300"])
      #expect(examples.contains { $0.support == .yes && $0.facts == ["Ann attended Yale."] })
      #expect(!examples.contains { $0.facts == ["Oslo is far away."] })
    }
  }

  @Test("A claim's evidence says yes or no")
  func claims() throws {
    let line =
      #"{"facts":["Eve Torres was a dancer for the Clippers team."],"queries":[{"query":"#
      + #""Eve Torres danced on the Lakers team.","type":"bool","answer":["false"],"support":[[0]]}]}"#
    try withData(["creak/explanation_as_fact.jsonl": line]) { data, _ in
      let examples = try data.readerExamples(.creak)
      #expect(examples.map(\.support) == [.no])
    }
  }

  @Test("bAbI deductions: both facts answer, the first alone is partial")
  func stories() throws {
    let line =
      #"{"db":"s0_q0","facts":["Cats are afraid of wolves.","Gertrude is a cat."],"queries":[{"query":"#
      + #""What is Gertrude afraid of?","type":"set","answer":["wolf"],"support":[[0,1]]}]}"#
    try withData(["babi/qa15_Deduction_train.jsonl": line]) { data, _ in
      let examples = try data.readerExamples(.babi)
      let answer = try #require(examples.first { $0.support == .answers })
      #expect(answer.facts == ["Gertrude is a cat.", "Cats are afraid of wolves."])
      #expect(answer.spans.map { text($0, of: answer) } == ["wolves"])
      #expect(examples.contains { $0.support == .partial && $0.facts == ["Gertrude is a cat."] })
    }
  }

  @Test("bAbI chains end in the fact that holds the answer, and wrong second facts are irrelevant")
  func chains() throws {
    let line =
      #"{"db":"s0_q0","facts":["Sandra got the football.","John went to the garden.","Sandra went to the office."],"#
      + #""queries":[{"query":"Where is the football?","type":"set","answer":["office"],"support":[[0,2]]}]}"#
    try withData(["babi/qa02_WhereIsObject_train.jsonl": line]) { data, _ in
      let examples = try data.readerExamples(.babi)
      let answer = try #require(examples.first { $0.support == .answers })
      #expect(answer.facts == ["Sandra got the football.", "Sandra went to the office."])
      #expect(
        examples.contains {
          $0.support == .irrelevant && $0.facts == ["Sandra got the football.", "John went to the garden."]
        })
    }
  }

  @Test("bAbI: who took a thing later holds it, and is where they went last; where they were before answers too")
  func carrying() throws {
    let facts = [
      "Sandra got the milk.", "Sandra went to the hall.", "John took the milk.", "Sandra moved to the garden.",
      "John moved to the attic.", "John went to the office.", "Sandra went to the hall.",
    ]
    let list = facts.map { "\"\($0)\"" }.joined(separator: ",")
    let line =
      #"{"db":"s0_q0","facts":[\#(list)],"queries":[{"query":"Where is the milk?","type":"set","answer":["office"],"#
      + #""support":[[2,5]]}]}"#
    try withData(["babi/qa02_WhereIsObject_train.jsonl": line]) { data, _ in
      let examples = try data.readerExamples(.babi)
      func example(_ places: Int...) -> ReaderExample? { examples.first { $0.facts == places.map { facts[$0] } } }
      #expect(example(0)?.support == .partial)
      #expect(example(2)?.support == .partial)
      #expect(example(0, 2)?.succession == .replaces)
      #expect(example(4, 5)?.succession == .replaces)
      #expect(example(2, 4).map { text($0.spans[0], of: $0) } == "attic")
      #expect(example(2, 5).map { text($0.spans[0], of: $0) } == "office")
      #expect(example(5, 6)?.succession == .unrelated)
      #expect(!examples.contains { $0.support == .answers && $0.facts.contains(facts[1]) })
    }
  }

  @Test("bAbI directions: a question that names nobody has one answer, and the other facts are irrelevant")
  func directions() throws {
    let line =
      #"{"db":"babi_qa4_train_s0_q0","facts":["The garden is west the bathroom.","The bedroom is east the bathroom."],"#
      + #""queries":[{"query":"What is east the bathroom?","type":"set","answer":["bedroom"],"support":[[1]]}]}"#
    try withData(["babi/qa04_IsDir_train.jsonl": line]) { data, _ in
      let examples = try data.readerExamples(.directions)
      #expect(examples.contains { $0.support == .answers && $0.facts == ["The bedroom is east the bathroom."] })
      #expect(examples.contains { $0.support == .irrelevant && $0.facts == ["The garden is west the bathroom."] })
    }
  }

  @Test("bAbI times of day: every earlier place answers, and of two of these the later replaces the earlier")
  func timesOfDay() throws {
    let facts = [
      "Sandra went to the kitchen yesterday.", "This evening Sandra moved to the garden.",
      "Mary moved to the hallway this morning.", "This afternoon Sandra went to the office.",
      "Sandra journeyed to the bathroom this morning.",
    ]
    let list = facts.map { "\"\($0)\"" }.joined(separator: ",")
    let line =
      #"{"db":"babi_qa14_train_s0_q0","facts":[\#(list)],"queries":[{"query":"Where was Sandra before the office?","#
      + #""type":"set","answer":["bathroom"],"support":[[3,4]]}]}"#
    try withData(["babi/qa14_Time_train.jsonl": line]) { data, _ in
      let examples = try data.readerExamples(.babi)
      func example(_ places: Int...) -> ReaderExample? {
        examples.first { $0.facts == places.map { facts[$0] } }
      }
      #expect(example(3)?.support == .partial)
      #expect(example(3, 4)?.support == .answers)
      let kitchen = try #require(example(3, 0))
      #expect(kitchen.support == .answers)
      #expect(kitchen.spans.map { String(decoding: Array(facts[0].utf8)[$0.range], as: UTF8.self) } == ["kitchen"])
      #expect(example(3, 1)?.support == .irrelevant)
      #expect(example(0, 4)?.succession == .replaces)
      #expect(example(4, 0) == nil)
    }
  }

  @Test("bAbI counting: what is taken or received answers, what is given away ends it, what is taken besides adds")
  func holdings() throws {
    let facts = [
      "John got the apple.", "Mary gave John the milk.", "John went to the office.", "John gave Mary the apple.",
    ]
    let list = facts.map { "\"\($0)\"" }.joined(separator: ",")
    let line =
      #"{"db":"babi_qa7_train_s0_q0","facts":[\#(list)],"queries":[{"query":"How many objects is John holding?","#
      + #""type":"count","answer":["1"],"support":[[0,1,3]]}]}"#
    try withData(["babi/qa07_Counting_train.jsonl": line]) { data, _ in
      let examples = try data.readerExamples(.babi)
      func example(_ places: Int...) -> ReaderExample? { examples.first { $0.facts == places.map { facts[$0] } } }
      #expect(example(0).map { text($0.spans[0], of: $0) } == "apple")
      #expect(example(1).map { text($0.spans[0], of: $0) } == "milk")
      #expect(example(0, 1)?.succession == .adds)
      #expect(example(0, 3)?.succession == .ends)
      #expect(example(1, 3)?.succession == .unrelated)
      #expect(example(3)?.support == .irrelevant)
      #expect(example(2) == nil)
    }
  }

  @Test("Relation rows become questions; a property that does not hold is irrelevant; pronouns are not asked about")
  func relations() throws {
    let rows = [
      #"{"sentence":"Ann Lee was born in Oslo.","property":"PLACE_OF_BIRTH","subject":"Ann Lee","object":"Oslo"}"#,
      #"{"sentence":"He met Bo Berg in Rome.","property":"PLACE_OF_BIRTH","subject":null,"object":null}"#,
      #"{"sentence":"He was born in Lima.","property":"PLACE_OF_BIRTH","subject":"He","object":"Lima"}"#,
    ]
    try withData(["knowledgenet/facts.jsonl": rows.joined(separator: "\n")]) { data, _ in
      let examples = try data.readerExamples(.knowledgenet)
      let answer = try #require(examples.first { $0.question.contains("Ann Lee") && $0.support == .answers })
      #expect(answer.spans.map { text($0, of: answer) } == ["Oslo"])
      #expect(examples.contains { $0.question.contains("Bo Berg") && $0.support == .irrelevant })
      #expect(!examples.contains { $0.facts == ["He was born in Lima."] && $0.support == .answers })
    }
  }

  @Test("WikiSQL gives operator, comparator and its constant; rows whose words disagree are dropped")
  func planner() throws {
    let rows = [
      #"{"query":"What is the highest score with more than 20 games?","type":"max","sql":"#
        + #""SELECT MAX col1 FROM table WHERE col2 > 20.0"}"#,
      #"{"query":"Which Round has a Position of lw?","type":"avg","sql":"SELECT AVG col0 FROM table WHERE col2 = lw"}"#,
      #"{"query":"Who coaches Ohio?","type":"set","sql":"SELECT  col0 FROM table WHERE col2 = Ohio"}"#,
    ]
    try withData(["wikisql_questions/wikisql_questions_train.jsonl": rows.joined(separator: "\n")]) { data, _ in
      let examples = try data.plannerExamples()
      #expect(Set(examples.compactMap(\.operation)) == [.max, .set])
      let most = try #require(examples.first { $0.operation == .max })
      #expect(most.comparator == .greater && most.hasComparator == true && most.measure == .number)
      let constants = (most.spans ?? []).map { String(decoding: Array(most.question.utf8)[$0.range], as: UTF8.self) }
      #expect(constants == ["20"])
      #expect(examples.first { $0.operation == .set }?.hasComparator == false)
    }
  }

  @Test("Errors name file and line; a missing set is skipped")
  func errors() throws {
    try withData([squad: lima + "\n{\"facts\":[]}\n"]) { data, folder in
      let path = folder.appending(path: squad).path
      #expect {
        try data.readerExamples(.squad)
      } throws: { error in
        guard case .malformed(path, 2, _) = error as? RealDataError else { return false }
        return "\(error)".contains("\(path):2")
      }
      let missing = try data.readerExamples(.creak)
      #expect(missing.isEmpty)
    }
    let outside = #"{"facts":["A."],"queries":[{"query":"Q?","answer":["A"],"support":[[3]]}]}"#
    try withData([squad: outside]) { data, folder in
      let path = folder.appending(path: squad).path
      #expect(throws: RealDataError.noSuchFact(path: path, line: 1, fact: 3, count: 1)) {
        try data.readerExamples(.squad)
      }
    }
  }
}
