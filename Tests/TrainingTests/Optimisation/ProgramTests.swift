import Encoder
import Foundation
import NeuralDB
import Testing

@testable import Training

/// What the training programs leave on disk.
@Suite struct ProgramTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "program-\(UUID().uuidString)")

  /// A model folder of the tiny towers, whose retriever's file names `fingerprint`.
  private func writeModel(_ name: String, seed: UInt64, fingerprint: String) throws -> URL {
    let url = folder.appending(path: name)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    let (model, tiny) = (ModelFolder(url), try TinyTower(seed: seed))
    try Data(TinyTower.vocabulary.joined(separator: "\n").utf8).write(to: model.vocabularyFile)
    try JSONEncoder().encode(tiny.reader.configuration).write(to: model.configurationFile)
    try SafetensorsWriter.write(
      tensors: [
        (
          name: "embeddings.word_embeddings.weight", shape: [tiny.words.vocabularySize, tiny.words.hiddenSize],
          values: tiny.words.values
        )
      ], as: .float16, metadata: [:], to: model.wordsFile)
    try tiny.retriever.save(model.retrieverFile, metadata: ["fingerprint": fingerprint])
    try tiny.reader.save(model.readerFile)
    return url
  }

  private func program(steps: Int, optimizer: OptimizerKind = .adamW) -> ReaderProgram {
    var program = ReaderProgram(checkpoint: folder.appending(path: "run"))
    program.batchSize = 4
    program.options.schedule = LearningRateSchedule(peak: 1e-3, warmUp: 2, steps: steps)
    program.options.optimizer = optimizer
    return program
  }

  private func run(_ program: ReaderProgram, _ initial: InitialModel) throws -> Int {
    let mixer = ExampleMixer(
      seed: 4, sources: [.init(name: "all", items: TinyExamples.shards.flatMap { $0 }, weight: 1)])
    return try program.run(
      tower: initial.reader, words: initial.words, tokenizer: initial.tokenizer, mixer: mixer, report: { _ in })
  }

  @Test("A reader trained anew keeps the retriever's name, so that databases go on with it")
  func fingerprintStays() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let from = try writeModel("a", seed: 3, fingerprint: "known")
    let out = folder.appending(path: "b")
    let initial = try InitialModel(base: nil, from: from)
    #expect(try run(program(steps: 2), initial) == 2)
    try initial.save(to: out)
    #expect(try ModelFolder(out).storedFingerprint() == "known")
    let reader = try Data(contentsOf: ModelFolder(from).readerFile)
    #expect(try Data(contentsOf: ModelFolder(out).readerFile) != reader)
    #expect(try NeuralModel(folder: out).fingerprint == "known")
    // What has been trained is another one, by whatever way its name is found.
    initial.retriever.buffer.pointer[0] += 1
    try initial.save(to: out)
    let changed = try #require(try ModelFolder(out).storedFingerprint())
    #expect(changed != "known")
    #expect(ModelFolder.fingerprint(try InitialModel(base: nil, from: out).retriever) == changed)
  }

  @Test("Nothing of the model that was in the folder before is left")
  func savedWhole() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let from = try writeModel("a", seed: 3, fingerprint: "a")
    let out = try writeModel("b", seed: 5, fingerprint: "b")
    try Data("{}".utf8).write(to: ModelFolder(out).thresholdsFile)
    try InitialModel(base: nil, from: from).save(to: out)
    #expect(try ModelFolder(out).words().values == ModelFolder(from).words().values)
    #expect(!FileManager.default.fileExists(atPath: ModelFolder(out).thresholdsFile.path))
  }

  @Test("A run goes on to more steps, but not with another optimizer")
  func resumes() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let from = try writeModel("a", seed: 3, fingerprint: "a")
    #expect(try run(program(steps: 2), InitialModel(base: nil, from: from)) == 2)
    #expect(throws: TrainingError.self) {
      _ = try run(program(steps: 3, optimizer: .adaBelief), InitialModel(base: nil, from: from))
    }
    #expect(try run(program(steps: 3), InitialModel(base: nil, from: from)) == 3)
  }

  @Test("The mean of two readers lies between them, and models that do not go together are refused")
  func averages() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let from = try writeModel("a", seed: 3, fingerprint: "known")
    let initial = try InitialModel(base: nil, from: from)
    _ = try run(program(steps: 2), initial)
    let trained = folder.appending(path: "trained")
    try initial.save(to: trained)
    let out = folder.appending(path: "mean")
    try ModelAverage(of: [from, trained], weights: [1, 3]).model.save(to: out)
    func reader(_ url: URL) throws -> [Float] {
      let tower = try InitialModel(base: nil, from: url).reader
      return (0..<tower.buffer.count).map { tower.buffer.pointer[$0] }
    }
    let (first, second, mean) = (try reader(from), try reader(trained), try reader(out))
    #expect(first != second)
    for (values, mean) in zip(zip(first, second), mean) {
      #expect(abs(0.25 * values.0 + 0.75 * values.1 - mean) <= 1e-3 * max(1, abs(mean)))
    }
    #expect(try ModelFolder(out).storedFingerprint() == "known")
    let stranger = try writeModel("b", seed: 5, fingerprint: "b")
    #expect(throws: TrainingError.self) { try ModelAverage(of: [from, stranger], weights: [1, 1]) }
  }
}
