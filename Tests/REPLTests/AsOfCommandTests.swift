import Foundation
import NeuralDB
import Testing

@testable import REPL

/// `--as-of` from the command to the reader, `history`, and what `forget` leaves: with a model that understands nothing,
/// so that what is compared is what was read.
@Suite struct AsOfCommandTests {
  private func place() throws -> Workplace {
    let place = try Workplace()
    try TinyModel.write(to: place.folder.appending(path: "model"))
    return place
  }

  private func database(_ place: Workplace, _ name: String) async throws -> NeuralDatabase {
    let options = NeuralDatabase.Options(model: place.folder.appending(path: "model"), create: true)
    return try await NeuralDatabase(path: place.folder.appending(path: name).path, options: options)
  }

  private func reads(_ explanation: Explanation) -> [String] {
    explanation.sets.map { "\($0.facts) \($0.reading.support)" } + ["\(explanation.answer.values)"]
      + explanation.superseded.map { "\($0)" } + ["\(explanation.answer.coverage?.total ?? -1)"]
  }

  @Test("The library reads the same facts for a past moment and fact, whatever is told later")
  func walk() async throws {
    let place = try place()
    defer { place.remove() }
    let database = try await database(place, "a.neuraldb")
    // More than a lookup reads, so that vectors and words choose.
    let told = try await database.add((0..<90).map { "Person \($0) lives in town \($0 % 9)." })
    let question = "Who lives in town 7?"
    let last = try #require(told.last)
    let answered = reads(try await database.explain(question))
    let times: [AsOf] = [.fact(last.id), .moment(last.addedAt)]
    for time in times { #expect(reads(try await database.explain(question, asOf: time)) == answered) }
    try database.store.retract([8, 17])
    try await database.add((0..<60).map { "Town 7 is where visitor \($0) lives." })
    try database.store.restore([8])
    for time in times { #expect(reads(try await database.explain(question, asOf: time)) == answered) }
    #expect(reads(try await database.explain(question)) != answered)
    let given = try await database.explain(question, asOf: .fact(5), support: .given([[3], [120]]))
    #expect(given.sets.map(\.facts) == [[3]])
    await #expect(throws: StoreError.unknownFacts([999])) { try await database.ask(question, asOf: .fact(999)) }
    await #expect(throws: StoreError.unknownFacts([999])) { try await database.history(question, asOf: .fact(999)) }
  }

  @Test("A question about a time leaves out what did not hold then, and reads what did without the time")
  func validTimes() async throws {
    let place = try place()
    defer { place.remove() }
    let database = try await database(place, "a.neuraldb")
    try await database.add(["Bo led from 2010 to 2014.", "Li led since 2015.", "Cy bakes."])
    let timed = try await database.explain("Who led in 2012?")
    #expect(timed.outsideTime == [2])
    let plain = try await database.explain("Who led?")
    #expect(plain.outsideTime.isEmpty)
    #expect(timed.sets.first?.reading.support == plain.sets.first?.reading.support)
    #expect(timed.sets.last?.reading.support != plain.sets.last?.reading.support)
  }

  @Test("Every command that reads takes a time and a fact's id")
  func commands() throws {
    let place = try place()
    defer { place.remove() }
    _ = try place.run(["add", "--db", "a.neuraldb", "Ann lives in Oslo.", "Bo lives in Rome."])
    Thread.sleep(forTimeInterval: 0.005)
    let moment = ISO8601.string(Date())
    Thread.sleep(forTimeInterval: 0.005)
    try Data("Who lives in Oslo?\n".utf8).write(to: place.folder.appending(path: "q.txt"))
    let commands = [
      ["facts", "--db", "a.neuraldb"], ["facts", "--db", "a.neuraldb", "--retracted"],
      ["export", "--db", "a.neuraldb"],
      ["ask", "--db", "a.neuraldb", "Who lives in Oslo?"], ["batch", "--db", "a.neuraldb", "q.txt"],
      ["history", "--db", "a.neuraldb", "Who lives in Oslo?"],
    ]
    let before = try commands.map { try place.run($0).output }
    _ = try place.run(["retract", "--db", "a.neuraldb", "1"])
    _ = try place.run(["add", "--db", "a.neuraldb", "Cy lives in Oslo."])
    for (command, output) in zip(commands, before) {
      for time in ["2", moment] {
        #expect(try place.run(command + ["--as-of", time]).output == output, "\(command) --as-of \(time)")
      }
      #expect(try place.run(command + ["--as-of", "9"]).messages == "neuraldb: no fact with id 9\n")
      #expect(try place.run(command + ["--as-of", "soon"]).code == 64)
    }
    let read = try place.run(["ask", "--db", "a.neuraldb", "--explain", "--as-of", moment, "Who lives in Oslo?"])
    #expect(read.output.contains("2 of 2 facts"))
  }

  @Test("The REPL travels to a time and to a fact")
  func repl() throws {
    let place = try place()
    defer { place.remove() }
    _ = try place.run(["add", "--db", "a.neuraldb", "Ann lives in Oslo."])
    Thread.sleep(forTimeInterval: 0.005)
    let moment = ISO8601.string(Date())
    Thread.sleep(forTimeInterval: 0.005)
    _ = try place.run(["add", "--db", "a.neuraldb", "Bo lives in Rome.", "Cy lives in Bern."])
    let input = """
      .asof \(moment)
      .facts
      .explain Who lives in Rome?
      .asof 2
      .facts rome
      .explain
      .history Who lives in Rome?
      .asof now
      .explain
      """
    let result = try place.run(["--db", "a.neuraldb"], input: input + "\n")
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "[1] Ann lives in Oslo.")
    #expect(lines.contains("[2] Bo lives in Rome."))
    let read = lines.filter { $0.hasPrefix("read: ") }.compactMap { $0.split(separator: ",").last.map(String.init) }
    #expect(read == [" 1 of 1 facts", " 2 of 2 facts", " 3 of 3 facts"])
    #expect(result.messages.split(separator: "\n").count == 1)
  }

  @Test("history of a phrase prints values or unknown, of an id its changes")
  func history() throws {
    let place = try place()
    defer { place.remove() }
    _ = try place.run(["add", "--db", "a.neuraldb", "Ann lives in Oslo."])
    let asked = try place.run(["history", "--db", "a.neuraldb", "--json", "Ann's home"])
    #expect(asked.code == 0 || asked.code == 1)
    #expect((asked.code == 1) == asked.output.isEmpty)
    #expect(try place.run(["history", "--db", "a.neuraldb", "1"]).output.hasSuffix("add      1 fact: 1\n"))
    let unknown = try place.run(["history", "--db", "a.neuraldb", "7"])
    #expect(unknown.messages == "neuraldb: no fact with id 7\n")
    #expect(unknown.code == 65)
    #expect(try place.run(["history", "--db", "a.neuraldb", "--as-of", "1"]).code == 64)
    #expect(try place.run(["history", "--db", "a.neuraldb", " ? "]).code == 64)
  }

  @Test("After forget no file beside the database holds the fact's words, whatever was done with it before")
  func forgottenBytes() throws {
    let place = try place()
    defer { place.remove() }
    let db = ["--db", "secret.neuraldb"]
    let secret = "The Xylophonist was paid 1240 euros since 2019."
    _ = try place.run(["add"] + db + ["Ann lives in Oslo.", secret])
    _ = try place.run(["retract"] + db + ["2"])
    _ = try place.run(["restore"] + db + ["2"])
    _ = try place.run(["ask"] + db + ["--as-of", "2", "Who was paid?"])
    func holders() throws -> [String] {
      // Those that SQLite may keep beside the file: -wal, -shm, -journal.
      try FileManager.default.contentsOfDirectory(atPath: place.folder.path).filter { name in
        guard name.hasPrefix("secret.neuraldb") else { return false }
        let data = try Data(contentsOf: place.folder.appending(path: name))
        return ["Xylophonist", "xylophonist", "1240 euros"].contains { data.range(of: Data($0.utf8)) != nil }
      }
    }
    #expect(try holders().contains("secret.neuraldb"))
    #expect(try place.run(["forget"] + db + ["2"]).output == "forgot 1 fact\n")
    #expect(try holders().isEmpty)
    #expect(try place.run(["facts"] + db + ["--retracted"]).output == "[1] Ann lives in Oslo.\n")
    #expect(try place.run(["history"] + db + ["2"]).code == 65)
    #expect(try place.run(["check"] + db).code == 0)
  }
}

@Suite struct ValueHistoryOutputTests {
  private let entry: ValueHistory.Entry = {
    let date = ISO8601.date("2026-02-03T04:05:06.789Z") ?? .distantPast
    let old = Fact(id: 1, text: "Anna lives in Porto.", addedAt: date, source: "notes.txt", line: 3)
    let new = Fact(id: 5, text: "Anna moved to Lisbon.", addedAt: date)
    return ValueHistory.Entry(
      value: "Porto", fact: old, facts: [1], score: 0.99,
      replacement: Supersession.Replacement(older: 1, newer: 5, score: 0.971), successor: new)
  }()

  @Test func line() {
    let expected =
      "2026-02-03T04:05:06.789Z  Porto  [1] Anna lives in Porto. (notes.txt:3)  "
      + "replaced by [5] Anna moved to Lisbon. 0.97"
    #expect(entry.listed == expected)
    var withdrawn = entry
    withdrawn.replacement = nil
    withdrawn.fact.retractedAt = withdrawn.fact.addedAt
    #expect(withdrawn.listed.hasSuffix("(notes.txt:3)  retracted 2026-02-03T04:05:06.789Z"))
  }

  @Test func json() {
    let expected =
      #"{"value":"Porto","fact":{"id":1,"text":"Anna lives in Porto.","source":"notes.txt","line":3,"#
      + #""added_at":"2026-02-03T04:05:06.789Z","retracted_at":null},"facts":[1],"score":0.99,"#
      + #""replaced_by":{"id":5,"text":"Anna moved to Lisbon.","added_at":"2026-02-03T04:05:06.789Z","#
      + #""kind":"replaces","score":0.971}}"#
    #expect(entry.json.text == expected)
  }
}
