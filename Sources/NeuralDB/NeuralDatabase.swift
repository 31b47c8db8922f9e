import Encoder
import Foundation

/// A database of sentences: facts in, exact answers out.
///
/// ```swift
/// let database = try await NeuralDatabase(path: "notes.neuraldb", options: .init(create: true))
/// try await database.add(["Ann lives in Oslo."])
/// let answer = try await database.ask("Where does Ann live?")  // answer.values == ["Oslo"]
/// ```
public final class NeuralDatabase: Sendable {
  public struct Options: Sendable {
    /// Folder of the model; nil searches as `ModelLocator` does.
    public var model: URL?
    /// Worker threads.
    public var workers = Parallel.defaultWorkers
    /// Whether a missing database is made.
    public var create = false
    /// Arithmetic of the model's matrix products.
    public var precision = MatrixPrecision.fastest
    /// The first question to a large database reads all its vectors; later ones, of any process, do not.
    public var progress: VectorProgress?

    public init(model: URL? = nil, create: Bool = false) {
      self.model = model
      self.create = create
    }
  }

  public let store: FactStore
  public let model: NeuralModel
  private let cache: VectorCache

  /// Opens a database file.
  ///
  /// - Throws: `StoreError` (no such database, damaged, busy), `EncoderError` and others for the model, or
  ///   `NeuralDatabaseError.otherModel` when the database was filled by another model.
  public convenience init(path: String, options: Options = Options()) async throws {
    let store = try FactStore(path: path, create: options.create)
    try self.init(store: store, model: Self.loadModel(options), progress: options.progress)
  }

  /// A database that lives as long as this object.
  ///
  /// - Throws: `EncoderError` and others for the model.
  public static func inMemory(options: Options = Options()) async throws -> NeuralDatabase {
    try NeuralDatabase(store: FactStore.inMemory(), model: loadModel(options), progress: options.progress)
  }

  /// A database over a store and a model at hand.
  ///
  /// - Throws: `NeuralDatabaseError.otherModel` when the store was filled by another model.
  public init(store: FactStore, model: NeuralModel, progress: VectorProgress? = nil) throws {
    self.store = store
    self.model = model
    cache = VectorCache(store: store, workers: model.reader.runner.workers, progress: progress)
    if let known = try store.modelFingerprint { try require(known) }
  }

  private static func loadModel(_ options: Options) throws -> NeuralModel {
    let folder = try options.model ?? ModelLocator.locate()
    return try NeuralModel(folder: folder, workers: options.workers, precision: options.precision)
  }

  /// Adds sentences as typed in; each is a new fact. They are stored in parts of 256: should one part fail, those before it
  /// are kept.
  ///
  /// - Throws: `NeuralDatabaseError.otherModel`, or `StoreError`: `.unstorableText` for a sentence that is empty or holds
  ///   a NUL, `.busy`, `.io`.
  @discardableResult
  public func add(_ sentences: [String]) async throws -> [Fact] {
    try claim()
    let outcomes = try Ingestor(store: store, embedding: model).add(sentences)
    return try await store.facts(ids: outcomes.map(\.id))
  }

  /// Reads files, folders and `-` (standard input); bad lines are in the report, the rest is stored.
  ///
  /// - Throws: `NeuralDatabaseError.otherModel`, or `StoreError` where the store can take no more; what was acknowledged
  ///   before is kept.
  @discardableResult
  public func ingest(
    paths: [String], format: DocumentFormat? = nil, progress: (@Sendable (IngestReport) -> Void)? = nil
  ) async throws -> IngestReport {
    try claim()
    return try Ingestor(store: store, embedding: model).ingest(paths: paths, format: format, progress: progress)
  }

  /// Answers a question from the facts that stand, or stood at `asOf`.
  ///
  /// - Throws: `NeuralDatabaseError.emptyQuestion`, `StoreError.unknownFacts` when `asOf` names a fact that has not been
  ///   told, or what else the store throws.
  public func ask(
    _ question: String, asOf: AsOf = .now, support: SupportSource = .generated
  ) async throws -> Answer {
    try walk(question, asOf, support).answer
  }

  /// Answers a question and says how: plan, support sets, derivations, timings.
  public func explain(
    _ question: String, asOf: AsOf = .now, support: SupportSource = .generated
  ) async throws -> Explanation {
    try walk(question, asOf, support)
  }

  /// What the networks say about a question, before thresholds and arithmetic: what calibration fits thresholds on.
  /// All near facts are read, and sets grown from a low probability of `partial`.
  ///
  /// - Throws: what the store throws.
  public func readings(_ question: String) throws -> QuestionReadings {
    var thresholds = model.thresholds
    thresholds.partial = 0.05
    (thresholds.unread, thresholds.aggregateUnread) = (-2, -2)
    var timer = StageTimer()
    return try QuestionWalk(model: model, store: store, index: cache.index(.now), asOf: .now)
      .gather(question, .generated, thresholds, &timer)
  }

  /// The values that answer a question or phrase (*Anna's home*), oldest first: when each was told, from which source,
  /// and what took its place. Withdrawn facts are among them.
  ///
  /// - Throws: as ``ask(_:asOf:support:)`` does.
  public func history(_ phrase: String, asOf: AsOf = .now) async throws -> ValueHistory {
    let question = ValueHistory.question(phrase)
    guard !question.isEmpty else { throw NeuralDatabaseError.emptyQuestion }
    try store.require(asOf)
    let index = try cache.index(asOf, includeRetracted: true)
    return try QuestionWalk(model: model, store: store, index: index, asOf: asOf, includesRetracted: true)
      .history(question)
  }

  private func walk(_ question: String, _ asOf: AsOf, _ support: SupportSource) throws -> Explanation {
    let text = question.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else { throw NeuralDatabaseError.emptyQuestion }
    try store.require(asOf)
    return try QuestionWalk(model: model, store: store, index: cache.index(asOf), asOf: asOf).run(text, support)
  }

  /// Records whose vectors the database holds, before the first is written; another process may have been first.
  private func claim() throws { try require(store.claimModel(model.fingerprint)) }

  private func require(_ fingerprint: String) throws {
    guard fingerprint == model.fingerprint else {
      throw NeuralDatabaseError.otherModel(path: store.path, stored: fingerprint, loaded: model.fingerprint)
    }
  }
}

/// What the database itself refuses.
public enum NeuralDatabaseError: Error, CustomStringConvertible, LocalizedError, Sendable {
  case emptyQuestion
  case otherModel(path: String, stored: String, loaded: String)

  public var description: String {
    switch self {
    case .emptyQuestion: "the question is empty"
    case .otherModel(let path, let stored, let loaded):
      "\(path): its vectors were made by model \(stored), not by the loaded one (\(loaded)): open it with that model, "
        + "or 'neuraldb export' it with that model and ingest it anew"
    }
  }

  public var errorDescription: String? { description }
}
