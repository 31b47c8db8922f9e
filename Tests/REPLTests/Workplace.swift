import Foundation
import NeuralDB
import Testing

/// A folder of its own with a small database, and the built command to run in it.
struct Workplace {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "neuraldb-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("no database, nor a suite\n".utf8).write(to: folder.appending(path: "notadatabase.txt"))
    let store = try FactStore(path: folder.appending(path: "notes.neuraldb").path, create: true)
    try store.claimModel("test")
    let texts = ["Ann lives in Oslo.", "Bertil lives in Oslo.", "Chidi lives in Lagos.", "The sofa cost 650 euros."]
    let facts = texts.enumerated().map { NewFact($1, source: "/notes/home.txt", line: $0 + 1) }
    try store.insert(facts, vectors: texts.indices.map { [Float($0), 1] })
    try store.close()
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  struct Result {
    var output: String
    var messages: String
    var code: Int32
  }

  func run(_ arguments: [String], input: String = "", bytes: Data? = nil) throws -> Result {
    let process = Process()
    // The command is built beside the tests.
    let tests = try #require(Bundle.main.executableURL)
    process.executableURL = tests.deletingLastPathComponent().appending(path: "neuraldb")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging([
      "HOME": folder.path, "NEURALDB_MODEL": folder.appending(path: "model").path,
      "XDG_DATA_HOME": folder.appending(path: "data").path,
      "XDG_STATE_HOME": folder.appending(path: "state").path,
    ]) { $1 }
    // Files, since a pipe that nobody empties would stop the command.
    let files = ["in", "out", "err"].map { folder.appending(path: ".std\($0)") }
    try (bytes ?? Data(input.utf8)).write(to: files[0])
    for file in files.dropFirst() { try Data().write(to: file) }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return Result(
      output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
      messages: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self), code: process.terminationStatus)
  }
}
