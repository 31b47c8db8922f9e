import ArgumentParser
import Encoder
import Foundation
import NeuralDB

/// `--db FILE`, of a database that must be there.
struct DatabaseOption: ParsableArguments {
  @Option(name: .customLong("db"), help: ArgumentHelp("The database.", valueName: "file"))
  var path: String

  func validate() throws { try Self.requireName(path) }

  /// - Throws: `ValidationError` for an empty path, as an unset variable of the shell leaves it.
  static func requireName(_ path: String) throws {
    if path.isEmpty { throw ValidationError("--db is empty: give a file") }
  }

  /// The facts alone, without the model.
  func openStore() throws -> FactStore {
    try FactStore(path: path, create: false)
  }
}

/// What needs the model takes these.
struct ModelOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The model's folder; else NEURALDB_MODEL, else Data/Models.", valueName: "folder"))
  var model: String?

  @Option(help: "Threads; as many as there are cores unless given.")
  var workers: Int?

  @Option(help: "fp32, bf16 or int8: arithmetic of the model; bf16 where the CPU has it unless given.")
  var precision: String?

  func validate() throws {
    if let precision, MatrixPrecision(rawValue: precision) == nil {
      throw ValidationError("--precision is fp32, bf16 or int8, not '\(precision)'")
    }
    if model?.isEmpty == true { throw ValidationError("--model is empty: give a folder") }
    if let workers, workers < 1 { throw ValidationError("--workers must be at least 1") }
  }

  func load() throws -> NeuralModel {
    let folder = try ModelLocator.locate(explicit: model)
    return try NeuralModel(
      folder: folder, workers: workers ?? Parallel.defaultWorkers,
      precision: precision.flatMap(MatrixPrecision.init(rawValue:)) ?? .fastest)
  }

  /// - Throws: what is wrong with a database that is there before what is wrong with the model.
  func open(_ path: String, create: Bool) throws -> NeuralDatabase {
    if !create || FileManager.default.fileExists(atPath: path) {
      let store = try FactStore(path: path, create: create)
      return try open(store)
    }
    // Without a model no empty file is left behind.
    let model = try load()
    return try NeuralDatabase(store: FactStore(path: path, create: true), model: model, progress: Self.progress)
  }

  /// A database over a store that is open already.
  func open(_ store: FactStore) throws -> NeuralDatabase {
    try NeuralDatabase(store: store, model: load(), progress: Self.progress)
  }

  private static let progress: VectorProgress = { read, count in
    let line = ProgressLine()
    if read < count { line.show("\(read) of \(count) vectors read") } else { line.clear() }
  }
}

/// `--as-of TIME`.
struct AsOfOption: ParsableArguments {
  @Option(
    name: .customLong("as-of"), help: ArgumentHelp("Ask of the past: ISO 8601, or a fact's id.", valueName: "time"))
  var time: String?

  func validate() throws { _ = try value }

  /// - Throws: `ValidationError` for what is neither a time nor an id.
  var value: AsOf {
    get throws {
      guard let time else { return .now }
      guard let value = AsOf(written: time) else {
        throw ValidationError("--as-of takes a time in ISO 8601 or a fact's id, not \"\(time)\"")
      }
      return value
    }
  }

  /// - Throws: ``StoreError/unknownFacts(_:)`` for an id that no fact has had.
  func value(in store: FactStore) throws -> AsOf {
    let value = try self.value
    try store.require(value)
    return value
  }
}

extension AsOf {
  /// A time in ISO 8601 or a fact's id; nil for another text.
  init?(written text: String) {
    if let id = Int64(text), id > 0 {
      self = .fact(id)
    } else if let date = ISO8601.date(text) {
      self = .moment(date)
    } else {
      return nil
    }
  }
}
