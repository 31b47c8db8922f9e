import Encoder
import Foundation

/// A training run on disk: weights and moments in fp32, step and options. Resuming gives the same losses as an unbroken
/// run.
public enum Checkpoint {
  private struct State: Codable {
    var step: Int
    var options: TrainerOptions
  }

  /// Writes tower, moments and step into `folder`, each file whole or not at all, the step last.
  public static func save(
    _ folder: URL, tower: TowerParameters, optimizer: Optimizer, step: Int, options: TrainerOptions
  ) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let moments = [("first", optimizer.first), ("second", optimizer.second)].map { name, buffer in
      (name: name, shape: [buffer.count], values: buffer.array)
    }
    let weights = (name: "weights", shape: [tower.buffer.count], values: tower.buffer.array)
    let file = folder.appendingPathComponent("state-\(step).safetensors")
    try SafetensorsWriter.write(tensors: [weights] + moments, as: .float32, metadata: [:], to: file)
    let old = try? state(folder)
    try JSONEncoder().encode(State(step: step, options: options))
      .write(to: folder.appendingPathComponent("checkpoint.json"), options: .atomic)
    if let old, old.step != step {
      try? FileManager.default.removeItem(at: folder.appendingPathComponent("state-\(old.step).safetensors"))
    }
  }

  /// The options a checkpoint was made with, nil when there is none.
  public static func options(_ folder: URL) -> TrainerOptions? { (try? state(folder))?.options }

  /// Restores tower and moments; the step to go on from.
  ///
  /// - Throws: `TrainingError.checkpoint` when the folder holds another model's state.
  public static func load(_ folder: URL, tower: TowerParameters, optimizer: Optimizer) throws -> Int {
    let step = try state(folder).step
    let file = try SafetensorsFile(url: folder.appendingPathComponent("state-\(step).safetensors"))
    for (name, buffer) in [("weights", tower.buffer), ("first", optimizer.first), ("second", optimizer.second)] {
      let values = try file.floats(name)
      guard values.count == buffer.count else {
        throw TrainingError.checkpoint(
          path: folder.path, reason: "\(name) has \(values.count) values, this model \(buffer.count)")
      }
      values.withUnsafeBufferPointer { source in
        if let base = source.baseAddress { buffer.pointer.update(from: base, count: values.count) }
      }
    }
    return step
  }

  private static func state(_ folder: URL) throws -> State {
    let url = folder.appendingPathComponent("checkpoint.json")
    do {
      return try JSONDecoder().decode(State.self, from: Data(contentsOf: url))
    } catch {
      throw TrainingError.checkpoint(path: url.path, reason: "\(error)")
    }
  }
}
