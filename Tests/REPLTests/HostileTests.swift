import Foundation
import NeuralDB
import Testing

/// Slips of the hand and broken files: one line that says what is wrong, the right exit code, nothing lost.
@Suite struct HostileTests {
  private func place() throws -> Workplace {
    let place = try Workplace()
    try TinyModel.write(to: place.folder.appending(path: "model"))
    return place
  }

  @Test(arguments: [
    (["aks", "--db", "notes.neuraldb", "Who?"], "no command 'aks'; did you mean 'ask'?"),
    (["Who lives in Oslo?"], "no command 'Who lives in Oslo?'; 'neuraldb --help' lists them"),
    (["facts", "--db", ""], "--db is empty: give a file"),
    (["add", "--db", "", "A is b."], "--db is empty: give a file"),
    (["ingest", "--db", "new.neuraldb", ""], "a path is empty: give a file or a folder"),
    (["ask", "--db", "notes.neuraldb", "?"], "the question is empty"),
    (["export", "--db", "notes.neuraldb", "--output", ""], "--output is empty: give a file"),
  ])
  func aSlipIsUsage(_ arguments: [String], _ message: String) throws {
    let place = try place()
    defer { place.remove() }
    let result = try place.run(arguments)
    #expect(result.messages == "neuraldb: \(message)\n")
    #expect(result.output.isEmpty)
    #expect(result.code == 64)
    #expect(!FileManager.default.fileExists(atPath: place.folder.appending(path: "new.neuraldb").path))
  }

  @Test func anExportOntoTheDatabaseLosesNothing() throws {
    let place = try place()
    defer { place.remove() }
    let result = try place.run(["export", "--db", "notes.neuraldb", "--output", "notes.neuraldb"])
    #expect(result.messages == "neuraldb: notes.neuraldb: is the database itself; export to another file\n")
    #expect(result.code == 74)
    #expect(try place.run(["facts", "--db", "notes.neuraldb"]).output.split(separator: "\n").count == 4)
  }

  @Test("A file open twice in one process keeps its log while another process comes and goes")
  func aSharedFileLosesNothing() throws {
    let place = try place()
    defer { place.remove() }
    let path = place.folder.appending(path: "notes.neuraldb").path
    func listed() throws -> Int {
      try place.run(["facts", "--db", "notes.neuraldb"]).output.split(separator: "\n").count
    }
    let first = try FactStore(path: path, create: false)
    try first.insert([NewFact("Dee lives in Bern.")], vectors: [[9, 1]])
    let second = try FactStore(path: path, create: false)
    try second.insert([NewFact("Eve lives in Rome.")], vectors: [[8, 1]])
    #expect(try listed() == 6)
    #expect(FileManager.default.fileExists(atPath: path + "-wal"))
    try first.insert([NewFact("Fay lives in Bonn.")], vectors: [[7, 1]])
    try first.close()
    try second.close()
    #expect(try listed() == 7)
    #expect(try place.run(["check", "--db", "notes.neuraldb"]).code == 0)
  }

  @Test func aDatabaseIsNoTextToTakeIn() throws {
    let place = try place()
    defer { place.remove() }
    #expect(try place.run(["add", "--db", "new.neuraldb", "Ann lives in Oslo."]).code == 0)
    let result = try place.run(["ingest", "--db", "new.neuraldb", "new.neuraldb"])
    #expect(result.messages.contains("is a database that is open"))
    #expect(result.code == 65)
  }

  @Test func aStrayNULCostsItsLineOnly() throws {
    let place = try place()
    defer { place.remove() }
    let lines = "Ann lives in Oslo.\nBo\0 lives in Rome.\nCy lives in Rome.\n"
    try Data(lines.utf8).write(to: place.folder.appending(path: "a.txt"))
    let result = try place.run(["ingest", "--db", "new.neuraldb", "a.txt"])
    #expect(result.messages.hasSuffix("a.txt:2: holds a NUL character; left out\n"))
    #expect(result.code == 65)
    #expect(try place.run(["facts", "--db", "new.neuraldb"]).output.split(separator: "\n").count == 2)
  }

  @Test func textBehindAnArrayIsReported() throws {
    let place = try place()
    defer { place.remove() }
    try Data("[\"Ann lives in Oslo.\"]\n[\"Bo.\"]".utf8).write(to: place.folder.appending(path: "a.json"))
    let result = try place.run(["ingest", "--db", "new.neuraldb", "a.json"])
    #expect(result.messages.hasSuffix("a.json:2: text after the end of the array; left out\n"))
    #expect(result.code == 65)
  }

  @Test func questionsNameTheirBadLine() throws {
    let place = try place()
    defer { place.remove() }
    try (Data("Who?\n".utf8) + Data([0xFF, 0x0A])).write(to: place.folder.appending(path: "q.txt"))
    let result = try place.run(["batch", "--db", "notes.neuraldb", "q.txt", "--model", "model"])
    #expect(result.code == 65)
    let none = try place.run(["batch", "--db", "notes.neuraldb", "none.txt"])
    #expect(none.code != 0 && none.messages.split(separator: "\n").count == 1)
  }

  @Test func aByteOrderMarkIsNoPartOfTheFirstLine() throws {
    let place = try place()
    defer { place.remove() }
    let result = try place.run(["repl", "--db", "new.neuraldb"], input: "\u{FEFF}.facts\nAnn is 4.\n")
    #expect(result.output == "[1] Ann is 4.\n")
    #expect(result.code == 0)
  }

  @Test("What an export says came from standard input is not told twice when it is read twice")
  func exportsOfStandardInput() throws {
    let place = try place()
    defer { place.remove() }
    let told = try place.run(["ingest", "--db", "new.neuraldb", "-"], input: "An outage took 5 minutes.\n")
    #expect(told.code == 0)
    #expect(try place.run(["export", "--db", "new.neuraldb", "--output", "out.jsonl"]).code == 0)
    for _ in 0..<2 { #expect(try place.run(["ingest", "--db", "other.neuraldb", "out.jsonl"]).code == 0) }
    #expect(try place.run(["facts", "--db", "other.neuraldb"]).output.split(separator: "\n").count == 1)
  }

  @Test func embedRefusesWhatIsEmptyOrNoText() throws {
    let place = try place()
    defer { place.remove() }
    #expect(try place.run(["embed", "Ann is 4.", " "]).code == 65)
    let bad = try place.run(["embed"], bytes: Data("Ann is 4.\n".utf8) + Data([0xFF, 0x0A]))
    #expect(bad.messages.contains("stdin:2") && bad.code == 65)
  }

  @Test func aREPLLeavesOutWhatIsNoText() throws {
    let place = try place()
    defer { place.remove() }
    let bytes = Data("Ann is 4.\r\n".utf8) + Data([0xFF, 0xFE, 0x0A]) + Data("A\0B.\nBo is 5.".utf8)
    let result = try place.run(["repl", "--db", "new.neuraldb"], bytes: bytes)
    #expect(result.output == "[1] Ann is 4.\n[2] Bo is 5.\n")
    #expect(result.messages.components(separatedBy: "a line that is not UTF-8 text; left out").count == 3)
    #expect(result.code == 65)
  }

  @Test(arguments: [
    ("intermediate_size", "1000000000"), ("num_hidden_layers", "4611686018427387904"),
    ("max_position_embeddings", "1000000000"), ("type_vocab_size", "-1"),
  ])
  func aModelOfAbsurdSizeIsBadInput(_ key: String, _ value: String) throws {
    let place = try place()
    defer { place.remove() }
    let file = place.folder.appending(path: "model/config.json")
    let pattern = try Regex("\"\(key)\"\\s*:\\s*\\d+")
    let text = try String(contentsOf: file, encoding: .utf8).replacing(pattern, with: "\"\(key)\":\(value)")
    try Data(text.utf8).write(to: file)
    let result = try place.run(["add", "--db", "new.neuraldb", "A is b."])
    #expect(result.messages.split(separator: "\n").count == 1)
    #expect(result.messages.contains("config.json"))
    #expect(result.code == 65)
  }

  @Test func aCutVocabularyIsBadInput() throws {
    let place = try place()
    defer { place.remove() }
    let file = place.folder.appending(path: "model/vocab.txt")
    let data = try Data(contentsOf: file)
    try data.prefix(data.count / 2).write(to: file)
    let result = try place.run(["add", "--db", "new.neuraldb", "A is b."])
    #expect(result.messages.contains("vocab.txt") && result.messages.contains("pieces"))
    #expect(result.code == 65)
  }
}
