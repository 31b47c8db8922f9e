import Foundation

/// Puts what a reader finds into a store, in batches: each is encoded, then stored in one transaction.
public struct Ingestor: Sendable {
  public let store: FactStore
  public let embedding: any SentenceEmbedding
  /// Sentences in a transaction. A crash loses at most so many, and never part of them.
  public var batchSize = 256

  public init(store: FactStore, embedding: any SentenceEmbedding) {
    self.store = store
    self.embedding = embedding
  }

  /// Reads files, folders and `-` (standard input) into the store; all of it is one command to `undo`.
  ///
  /// - Parameter progress: called after each batch with the report so far.
  /// - Throws: what the store or the encoder throws; the batches before it stay. Bad input is in the report instead.
  @discardableResult
  public func ingest(
    paths: [String], format: DocumentFormat? = nil, progress: ((IngestReport) -> Void)? = nil
  ) throws -> IngestReport {
    let reader = SourceReader(format: format)
    return try run(progress) { sink in
      try reader.read(paths, to: sink)
    }
  }

  /// Reads bytes at hand into the store as if they were a file of that name.
  @discardableResult
  public func ingest(
    _ data: Data, source: String, format: DocumentFormat? = nil, progress: ((IngestReport) -> Void)? = nil
  ) throws -> IngestReport {
    let reader = SourceReader(format: format)
    return try run(progress) { sink in
      try reader.read(data, source: source, to: sink)
    }
  }

  /// Stores sentences as typed in: each is a new fact.
  @discardableResult
  public func add(_ sentences: [String]) throws -> [InsertOutcome] {
    let token = UUID().uuidString
    var outcomes: [InsertOutcome] = []
    for start in stride(from: 0, to: sentences.count, by: batchSize) {
      let batch = sentences[start..<min(start + batchSize, sentences.count)]
      outcomes += try insert(batch.map { NewFact(SentenceSplitter.clean(Array($0)[...])) }, token).outcomes
    }
    return outcomes
  }

  private func run(
    _ progress: ((IngestReport) -> Void)?, _ read: (IngestSink) throws -> Void
  ) throws -> IngestReport {
    let clock = ContinuousClock()
    let begin = clock.now
    let token = UUID().uuidString
    var report = IngestReport()
    var batch: [NewFact] = []

    func flush() throws {
      if batch.isEmpty { return }
      let (outcomes, encoded) = try insert(batch, token)
      batch.removeAll(keepingCapacity: true)
      for outcome in outcomes { report.note(outcome) }
      report.encoded += encoded
      report.elapsed = clock.now - begin
      progress?(report)
    }

    try read { item in
      switch item {
      case .issue(let issue): report.note(issue)
      case .line(let line):
        batch.append(NewFact(line.text, source: line.source, line: line.line, addedAt: line.addedAt))
        if batch.count >= batchSize { try flush() }
      }
    }
    try flush()
    report.elapsed = clock.now - begin
    return report
  }

  private func insert(_ batch: [NewFact], _ token: String) throws -> (outcomes: [InsertOutcome], encoded: Int) {
    let missing = try store.missingEmbeddings(for: batch.map(\.text))
    let vectors = missing.isEmpty ? [] : try embedding.vectors(for: missing)
    guard vectors.count == missing.count else {
      throw StoreError.vectorCountMismatch(facts: missing.count, vectors: vectors.count)
    }
    let byText = Dictionary(zip(missing, vectors)) { first, _ in first }
    return (try store.insert(batch, vectors: byText, command: token), missing.count)
  }
}
