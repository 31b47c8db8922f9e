import Encoder
import Foundation
import NeuralDB
import Testing

@testable import Training

@Suite struct CheckpointTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "checkpoint-\(UUID().uuidString)")
  private let mixer = ExampleMixer(
    seed: 4, sources: [.init(name: "all", items: TinyExamples.shards.flatMap { $0 }, weight: 1)])

  private func trainer(_ tiny: TinyTower, _ optimizer: OptimizerKind = .adamW) -> ReaderTrainer {
    var options = TrainerOptions()
    options.schedule = LearningRateSchedule(peak: 1e-3, warmUp: 2, steps: 6)
    options.optimizer = optimizer
    return ReaderTrainer(tower: tiny.reader, words: tiny.words, tokenizer: tiny.tokenizer, options: options)
  }

  private func train(_ trainer: ReaderTrainer, steps: Int) throws -> [Double] {
    let mixer = mixer
    return try (0..<steps).map { _ in
      let step = trainer.step + 1
      return try trainer.update { mixer.batch(step: step, shard: $0, count: 4) }.total
    }
  }

  private func save(_ trainer: ReaderTrainer) throws {
    try Checkpoint.save(
      folder, tower: trainer.tower, optimizer: trainer.optimizer, step: trainer.step, options: trainer.options)
  }

  @Test("A resumed run has the losses and weights of an unbroken one, bit for bit", arguments: OptimizerKind.allCases)
  func resumesExactly(optimizer: OptimizerKind) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let unbroken = trainer(try TinyTower(), optimizer)
    let losses = try train(unbroken, steps: 6)

    let first = trainer(try TinyTower(), optimizer)
    var broken = try train(first, steps: 3)
    try save(first)
    // The weights of another seed: those of the run must come from the checkpoint. The word table is not part of it.
    let tiny = try TinyTower()
    let resumed = ReaderTrainer(
      tower: try TinyTower(seed: 99).reader, words: tiny.words, tokenizer: tiny.tokenizer,
      options: try #require(try Checkpoint.options(folder)))
    resumed.step = try Checkpoint.load(folder, tower: resumed.tower, optimizer: resumed.optimizer)
    #expect(resumed.step == 3)
    broken += try train(resumed, steps: 3)

    #expect(broken.map(\.bitPattern) == losses.map(\.bitPattern))
    #expect(resumed.tower.buffer.array.map(\.bitPattern) == unbroken.tower.buffer.array.map(\.bitPattern))
  }

  @Test func savingAgainLeavesOneState() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = trainer(try TinyTower())
    for _ in 0..<2 {
      _ = try train(run, steps: 1)
      try save(run)
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.sorted() == ["checkpoint.json", "state-2.safetensors"])
    #expect(try Checkpoint.options(folder) == run.options)
  }

  @Test("A run begins anew only where no other began, not over a record of it that cannot be read")
  func tornRecord() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try Checkpoint.options(folder) == nil)
    try save(trainer(try TinyTower()))
    try Data("{\"step\": 1".utf8).write(to: folder.appending(path: "checkpoint.json"))
    #expect(throws: TrainingError.self) { try Checkpoint.options(folder) }
  }

  enum Damage: CaseIterable {
    case noFolder, noState, tornState, tornStep, otherModel
  }

  @Test("A damaged or foreign checkpoint is refused and leaves the model alone", arguments: Damage.allCases)
  func refuses(damage: Damage) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = trainer(try TinyTower())
    _ = try train(run, steps: 1)
    if damage != .noFolder { try save(run) }
    let state = folder.appending(path: "state-1.safetensors")
    switch damage {
    case .noFolder: break
    case .noState: try FileManager.default.removeItem(at: state)
    case .tornState: try Data(contentsOf: state).dropLast(100).write(to: state)
    case .tornStep: try Data("{\"step\": 1".utf8).write(to: folder.appending(path: "checkpoint.json"))
    case .otherModel: break
    }
    let target = trainer(try TinyTower(seed: 8, hidden: damage == .otherModel ? 32 : 16))
    let before = target.tower.buffer.array
    #expect {
      _ = try Checkpoint.load(folder, tower: target.tower, optimizer: target.optimizer)
    } throws: { error in
      if case .checkpoint(let path, _)? = error as? TrainingError { path.hasPrefix(folder.path) } else { false }
    }
    #expect(target.tower.buffer.array == before)
    #expect(target.optimizer.first.array.allSatisfy { $0 == 0 })
  }
}
