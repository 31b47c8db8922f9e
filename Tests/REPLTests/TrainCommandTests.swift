import Foundation
import NeuralDB
import Testing

/// The verbs of `neuraldb train`, one after the other as `Scripts/train.sh` runs them, on a model that understands nothing
/// and a few lines of our data: what they write and say, not what is learned.
@Suite struct TrainCommandTests {
  private static let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Data").standardizedFileURL

  /// A folder with all relations, and of each written file's first lines as many as make one database of each part.
  private func makeData(in folder: URL) throws {
    let files = FileManager.default
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    try files.createSymbolicLink(
      at: folder.appending(path: "Relations"), withDestinationURL: Self.data.appending(path: "Relations"))
    for name in ["Natural", "Roles", "Questions"] {
      let target = folder.appending(path: name)
      try files.createDirectory(at: target, withIntermediateDirectories: true)
      let source = try #require(
        try files.contentsOfDirectory(at: Self.data.appending(path: name), includingPropertiesForKeys: nil)
          .filter { $0.pathExtension == "jsonl" }.min { $0.path < $1.path })
      let lines = try String(contentsOf: source, encoding: .utf8).split(separator: "\n").prefix(12)
      #expect(lines.count == 12)
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: target.appending(path: "some.jsonl"))
    }
  }

  @Test("Reader, retriever, average and thresholds are trained, and judged, by commands")
  func train() throws {
    let place = try Workplace()
    defer { place.remove() }
    let model = place.folder.appending(path: "model")
    try TinyModel.write(to: model)
    try makeData(in: place.folder.appending(path: "data"))
    func run(_ arguments: String...) throws -> Workplace.Result {
      let result = try place.run(["train"] + arguments)
      #expect(result.code == 0, "\(arguments): \(result.messages.suffix(600))")
      return result
    }
    func reader(_ steps: String) throws -> Workplace.Result {
      try run(
        "reader", "--from", "model", "--data", "data", "--checkpoint", "run", "--out", "read", "--steps", steps,
        "--batch", "8", "--warm-up", "1")
    }
    let first = try reader("2")
    #expect(first.messages.contains("natural, choices: "))
    #expect(first.messages.contains("step 2: wrote read"))
    // A run that ended goes on from its checkpoint.
    #expect(try reader("3").messages.contains("resumed at step 2"))
    let noted = try run(
      "mistakes", "--model", "read", "--data", "data", "--out", "mistakes.jsonl", "--generated", "2")
    #expect(noted.output.contains("mistakes.jsonl: 12 databases"))
    let generated = try run(
      "mistakes", "--model", "read", "--data", "data", "--out", "none.jsonl", "--no-natural", "--generated", "1")
    #expect(generated.output.contains("none.jsonl: 1 databases"))
    let again = try run(
      "reader", "--from", "read", "--data", "data", "--mistakes", "mistakes.jsonl", "--checkpoint", "again",
      "--out", "again-out", "--steps", "1", "--batch", "8", "--warm-up", "1")
    #expect(again.messages.contains("step 1: wrote again-out"))
    #expect(again.messages.contains("generated, with mistakes: ") && !first.messages.contains("with mistakes"))
    try Data("{\"place\":\"other.jsonl:1\",\"query\":\"Who?\",\"mistaken\":[],\"missed\":[]}\n".utf8)
      .write(to: place.folder.appending(path: "other.jsonl"))
    let other = try place.run([
      "train", "reader", "--from", "read", "--data", "data", "--mistakes", "other.jsonl", "--checkpoint", "none",
      "--out", "none-out", "--steps", "1",
    ])
    #expect(other.code != 0 && other.messages.contains("other.jsonl: none of its questions"))
    _ = try run("retriever", "--from", "read", "--data", "data", "--out", "found", "--steps", "1", "--batch", "4")
    _ = try run("average", "found", "model", "--weights", "0.5", "0.5", "--out", "mean")
    _ = try run(
      "calibrate", "--model", "mean", "--data", "data", "--databases", "1", "--size", "25", "--updates", "1")
    let thresholds = try JSONDecoder().decode(
      Thresholds.self, from: Data(contentsOf: ModelFolder(place.folder.appending(path: "mean")).thresholdsFile))
    #expect(thresholds.confidence != nil)
    let judged = try run("succession", "--model", "mean", "--data", "data", "--pairs", "2")
    #expect(judged.output.contains("generated, 2 pairs"))
    #expect(try run("check", "--data", "data").output.contains("12 natural databases"))
    let made = try run("generate", "--data", "data", "--out", "suites", "--databases", "1")
    #expect(made.output.contains("seen.jsonl: 1 "))
    let scored = try place.run(["eval", "--model", "mean", "suites/seen.jsonl"])
    #expect(scored.code == 0 && scored.output.contains("exact match"))
  }
}
