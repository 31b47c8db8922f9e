import Foundation
import Testing

/// Commands that load a model, with one that understands nothing: what they print and return, not what they know.
@Suite struct ModelCommandTests {
  private func place() throws -> Workplace {
    let place = try Workplace()
    try TinyModel.write(to: place.folder.appending(path: "model"))
    return place
  }

  private func write(_ data: Data, _ name: String, in place: Workplace) throws {
    try data.write(to: place.folder.appending(path: name))
  }

  @Test func addPrintsIdsAndMakesTheDatabase() throws {
    let place = try place()
    defer { place.remove() }
    let result = try place.run(["add", "--db", "new.neuraldb", "Ann lives in Oslo.", " Bo  lives in Rome. "])
    #expect(result.output == "[1] Ann lives in Oslo.\n[2] Bo lives in Rome.\n")
    #expect(result.messages.isEmpty)
    #expect(result.code == 0)
  }

  @Test func ingestReportsBadLinesAndTakesTheRest() throws {
    let place = try place()
    defer { place.remove() }
    let lines = "{\"text\":\"Ann lives in Oslo.\"}\nnot json\n{\"text\":\"Bo lives in Rome.\"}\n{\"txt\":1}\n"
    try write(Data(lines.utf8), "facts.jsonl", in: place)
    let arguments = ["ingest", "--db", "new.neuraldb", "facts.jsonl", "missing.txt"]
    let first = try place.run(arguments)
    #expect(first.code == 65)
    #expect(first.output.hasPrefix("added 2 facts in ") && first.output.hasSuffix("s, 3 rejected\n"))
    let messages = first.messages.split(separator: "\n")
    #expect(messages.count == 3)
    #expect(messages.first?.hasSuffix("facts.jsonl:2: not valid JSON") == true)
    #expect(messages.last?.hasSuffix("missing.txt: no such file or folder") == true)
    let again = try place.run(arguments)
    #expect(again.output.contains("added 0 facts") && again.output.contains("2 unchanged"))
    #expect(try place.run(["facts", "--db", "new.neuraldb"]).output.split(separator: "\n").count == 2)
  }

  @Test func ingestOutlivesBinaryAndHugeLines() throws {
    let place = try place()
    defer { place.remove() }
    try write(Data([0x25, 0x50, 0x44, 0x46, 0x2D, 0, 1, 2]), "paper.txt", in: place)
    try write(Data("Ann lives in Oslo.\n".utf8) + Data([0xC3, 0x28, 0x0A]), "latin.txt", in: place)
    try write(Data(repeating: 0x61, count: 10_000_000), "long.txt", in: place)
    let result = try place.run(["ingest", "--db", "new.neuraldb", "paper.txt", "latin.txt", "long.txt"])
    #expect(result.code == 65)
    #expect(result.messages.split(separator: "\n").allSatisfy { $0.count < 400 })
    #expect(try place.run(["facts", "--db", "new.neuraldb", "oslo"]).output == "[1] Ann lives in Oslo.\n")
    #expect(try place.run(["check", "--db", "new.neuraldb"]).code == 0)
  }

  @Test func ingestReadsStandardInput() throws {
    let place = try place()
    defer { place.remove() }
    let text = try place.run(["ingest", "--db", "new.neuraldb"], input: "Ann lives in Oslo.\nBo lives in Rome.\n")
    #expect(text.output.hasPrefix("added 2 facts"))
    let json = try place.run(
      ["ingest", "--db", "new.neuraldb", "--format", "jsonl", "--json", "-"], input: "{\"text\":\"Cy is 4.\"}\n")
    #expect(json.output.hasPrefix(#"{"added":1,"unchanged":0,"restored":0,"rejected":0,"elapsed_ms":"#))
    #expect(json.code == 0)
  }

  @Test func askAndBatchPrintOneObjectAQuestion() throws {
    let place = try place()
    defer { place.remove() }
    _ = try place.run(["add", "--db", "new.neuraldb", "Ann lives in Oslo.", "Bo lives in Rome."])
    let asked = try place.run(["ask", "--db", "new.neuraldb", "--json", "Who lives in Oslo?"])
    #expect(asked.code == 0 || asked.code == 1)
    #expect(asked.messages.isEmpty)
    #expect(asked.output.hasPrefix(#"{"query":"Who lives in Oslo?","operator":""#))
    let known = asked.output.contains(#""known":true"#)
    #expect(known == (asked.code == 0))
    try write(Data("Who lives in Oslo?\n\nHow many people are there?\n".utf8), "questions.txt", in: place)
    let batch = try place.run(["batch", "--db", "new.neuraldb", "--json", "questions.txt"])
    let objects = try batch.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(objects.map { $0["query"] as? String } == ["Who lives in Oslo?", "How many people are there?"])
    #expect((batch.code == 0) == objects.allSatisfy { $0["known"] as? Bool == true })
    let missing = try place.run(["batch", "--db", "new.neuraldb", "none.txt"])
    #expect(missing.code == 74)
    #expect(missing.messages == "neuraldb: none.txt: cannot be read: no such file\n")
  }

  @Test func explainShowsTheStages() throws {
    let place = try place()
    defer { place.remove() }
    _ = try place.run(["add", "--db", "new.neuraldb", "Ann lives in Oslo."])
    let result = try place.run(["ask", "--db", "new.neuraldb", "--explain", "Who lives in Oslo?"])
    for part in ["plan: ", "read: ", "derivations: ", "time: "] { #expect(result.output.contains(part)) }
  }

  @Test func vectorsOfAnotherModelAreRefused() throws {
    let place = try place()
    defer { place.remove() }
    let result = try place.run(["ask", "--db", "notes.neuraldb", "Who lives in Oslo?"])
    #expect(result.code == 65)
    #expect(result.messages.hasPrefix("neuraldb: notes.neuraldb: ") && result.messages.contains("model test"))
  }

  @Test func damagedModelLeavesNoDatabase() throws {
    let place = try place()
    defer { place.remove() }
    try write(Data("nothing".utf8), "model/reader.safetensors", in: place)
    let result = try place.run(["add", "--db", "new.neuraldb", "Ann lives in Oslo."])
    #expect(result.code == 65)
    #expect(result.messages.contains("reader.safetensors"))
    #expect(result.messages.split(separator: "\n").count == 1)
    #expect(!FileManager.default.fileExists(atPath: place.folder.appending(path: "new.neuraldb").path))
  }

  @Test(arguments: ["ssg", "all", "gold"])
  func evalScoresASuite(_ support: String) throws {
    let place = try place()
    defer { place.remove() }
    let suite = """
      {"facts":["Ann lives in Oslo.","Bo lives in Rome."],"queries":[
      {"query":"Who lives in Oslo?","type":"set","answer":["Ann"],"facts":[[0]],"height":0},
      {"query":"How many live in Rome?","type":"count","answer":[1],"facts":[[1]],"tags":["aggregate"]},
      {"query":" ","type":"set","answer":[]}]}
      """.replacingOccurrences(of: "\n", with: "")
    try write(Data((suite + "\n").utf8), "suite.jsonl", in: place)
    let result = try place.run(["eval", "--json", "--support", support, "suite.jsonl"])
    #expect(result.code == 0)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(report["suite"] as? String == "suite")
    #expect(report["databases"] as? Int == 1)
    // The empty question fails, and counts as wrong though nothing is its answer.
    #expect(report["queries"] as? Int == 3)
    #expect((report["exact_match"] as? Double ?? 1) < 0.7)
    #expect((report["by_tag"] as? [String: Any])?.keys.sorted() == ["aggregate"])
  }

  @Test func replTellsAndAsks() throws {
    let place = try place()
    defer { place.remove() }
    try write(Data("Cy lives in Nice.\n".utf8), "more.txt", in: place)
    let input = "Ann lives in Oslo.\nWho lives in Oslo?\n.explain\n.import more.txt\n.undo\n.quit\n"
    let result = try place.run(["--db", "new.neuraldb"], input: input)
    #expect(result.code == 0)
    #expect(result.messages.split(separator: "\n").count == 1)
    let lines = result.output.components(separatedBy: "\n")
    #expect(lines.first == "[1] Ann lives in Oslo.")
    #expect(lines.contains { $0.hasPrefix("plan: ") })
    #expect(lines.contains { $0.hasPrefix("added 1 fact in ") })
    #expect(lines.dropLast().last == "[2] Cy lives in Nice. (retracted)")
  }

  @Test("Nothing to undo is no failure, and a listing that leaves changes out says so")
  func replUndoesAndLists() throws {
    let place = try place()
    defer { place.remove() }
    let nothing = try place.run(["--db", "new.neuraldb"], input: ".undo\n.quit\n")
    #expect(nothing.code == 0)
    #expect(nothing.messages.contains("nothing to undo"))
    let facts = (1...51).map { "Ann has \($0) hens.\n" }.joined()
    let listed = try place.run(["--db", "new.neuraldb"], input: facts + ".history\n.quit\n")
    #expect(listed.output.components(separatedBy: "\n").count { $0.contains("add ") } == 50)
    #expect(listed.messages.contains("the newest 50"))
  }

  @Test func embedPrintsUnitVectors() throws {
    let place = try place()
    defer { place.remove() }
    let result = try place.run(["embed", "Ann lives in Oslo."])
    let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let vector = try #require(object["vector"] as? [Double])
    #expect(vector.count == 16)
    #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-3)
  }
}
