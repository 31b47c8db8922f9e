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
      .write(to: stateFile(folder), options: .atomic)
    if let old, old.step != step {
      try? FileManager.default.removeItem(at: folder.appendingPathComponent("state-\(old.step).safetensors"))
    }
  }

  /// The options a checkpoint was made with, nil when the folder holds none.
  ///
  /// - Throws: `TrainingError.checkpoint` when it holds one that cannot be read: a run must not begin anew over it.
  public static func options(_ folder: URL) throws -> TrainerOptions? {
    guard FileManager.default.fileExists(atPath: stateFile(folder).path) else { return nil }
    return try state(folder).options
  }

  /// Whether the folder holds a run that `options` can go on with: they may ask for another schedule, and for no other
  /// seed, optimizer or shards, with which it would be another run.
  ///
  /// - Throws: `TrainingError.checkpoint` when they do, or when the record cannot be read.
  static func isResumable(_ folder: URL, with options: TrainerOptions) throws -> Bool {
    guard var begun = try self.options(folder) else { return false }
    begun.schedule = options.schedule
    guard begun == options else {
      throw TrainingError.checkpoint(
        path: stateFile(folder).path,
        reason: "the run began with other options (\(begun)); give those or another folder")
    }
    return true
  }

  /// Restores tower and moments; the step to go on from.
  ///
  /// - Throws: `TrainingError.checkpoint` when the folder holds no state, a damaged one or another model's; tower and
  ///   moments are then as they were.
  public static func load(_ folder: URL, tower: TowerParameters, optimizer: Optimizer) throws -> Int {
    let step = try state(folder).step
    let url = folder.appendingPathComponent("state-\(step).safetensors")
    let targets = [("weights", tower.buffer), ("first", optimizer.first), ("second", optimizer.second)]
    let blocks: [[Float]]
    do {
      let file = try SafetensorsFile(url: url)
      blocks = try targets.map { name, _ in try file.floats(name) }
    } catch {
      throw TrainingError.checkpoint(path: url.path, reason: "\(error)")
    }
    for ((name, buffer), values) in zip(targets, blocks) where values.count != buffer.count {
      throw TrainingError.checkpoint(
        path: url.path, reason: "\(name) has \(values.count) values, this model \(buffer.count)")
    }
    for ((_, buffer), values) in zip(targets, blocks) {
      values.withUnsafeBufferPointer { source in
        if let base = source.baseAddress { buffer.pointer.update(from: base, count: values.count) }
      }
    }
    return step
  }

  private static func state(_ folder: URL) throws -> State {
    let url = stateFile(folder)
    do {
      return try JSONDecoder().decode(State.self, from: Data(contentsOf: url))
    } catch {
      throw TrainingError.checkpoint(path: url.path, reason: "\(error)")
    }
  }

  private static func stateFile(_ folder: URL) -> URL { folder.appendingPathComponent("checkpoint.json") }
}
