import Foundation
import GRDB

extension FactStore {
  /// The distinct sentences that have no vector here yet, in order: only these need the encoder.
  public func missingEmbeddings(for texts: [String]) throws -> [String] {
    try read { db in
      let statement = try db.cachedStatement(sql: "SELECT 1 FROM embedding WHERE content_hash = ?")
      var seen = Set<String>()
      return try texts.filter { text in
        guard seen.insert(text).inserted else { return false }
        return try Int.fetchOne(statement, arguments: [ContentHash(text).bytes]) == nil
      }
    }
  }

  /// Stores sentences in one transaction, with one vector each.
  ///
  /// - Throws: ``StoreError``; nothing is stored then.
  @discardableResult
  public func insert(_ batch: [NewFact], vectors: [[Float]], command: String? = nil) throws -> [InsertOutcome] {
    guard batch.count == vectors.count else {
      throw StoreError.vectorCountMismatch(facts: batch.count, vectors: vectors.count)
    }
    let pairs = zip(batch, vectors).map { ($0.text, $1) }
    return try insert(batch, vectors: Dictionary(pairs) { first, _ in first }, command: command)
  }

  /// Stores sentences in one transaction, with a vector for each text that ``missingEmbeddings(for:)`` named.
  ///
  /// What an earlier command stored, the same text of the same line of the same source, is not stored again, as often as
  /// it stands there; a fact without a source, or from standard input, is always new.
  /// - Parameters:
  ///   - vectors: by text.
  ///   - command: batches with the same word are one command to ``undo()``.
  /// - Throws: ``StoreError``; nothing is stored then.
  @discardableResult
  public func insert(
    _ batch: [NewFact], vectors: [String: [Float]], command: String? = nil
  ) throws -> [InsertOutcome] {
    if batch.isEmpty { return [] }
    return try write { db in
      var insertion = try Insertion(db, vectors: vectors, token: command) { try self.tick(db) }
      let outcomes = try batch.enumerated().map { try insertion.insert($1, index: $0) }
      try insertion.finish()
      return outcomes
    }
  }
}

/// One batch on its way into the database.
private struct Insertion {
  let db: Database
  let vectors: [String: [Float]]
  let token: String?
  let clock: () throws -> Int64
  /// Made at the first change, so that a batch of known sentences leaves no trace.
  var change: (command: Int64, time: Int64, newest: Int64)?
  var changed = 0
  var dimension: Int?
  /// How often this batch has had a sentence of a line.
  private var occurrences: [Occurrence: Int] = [:]

  private struct Occurrence: Hashable {
    var source: String
    var line: Int?
    var embedding: Int64
  }

  init(_ db: Database, vectors: [String: [Float]], token: String?, clock: @escaping () throws -> Int64) throws {
    self.db = db
    self.vectors = vectors
    self.token = token
    self.clock = clock
    dimension = try FactStore.dimension(db)
  }

  mutating func insert(_ fact: NewFact, index: Int) throws -> InsertOutcome {
    guard NewFact.isStorable(fact.text) else { throw StoreError.unstorableText(index: index) }
    let embedding = try self.embedding(of: fact.text)
    if let known = try known(fact, embedding) {
      guard try wasUndone(known) else { return .unchanged(known) }
      let change = try begin()
      try FactStore.record(db, .restore, known, at: change.time, after: change.newest, command: change.command)
      changed += 1
      return .restored(known)
    }
    let change = try begin()
    changed += 1
    let sql = """
      INSERT INTO fact (
        text, added_at, source, line, embedding_id, command_id, stored_at, valid_kind, valid_from, valid_until)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    let time = fact.addedAt.map(Timestamp.milliseconds) ?? change.time
    let valid = ValidTimeReader.validTime(of: fact.text, addedAt: Timestamp.date(time))
    try db.cachedStatement(sql: sql).execute(
      arguments: [
        fact.text, time, fact.source, fact.line, embedding, change.command, change.time, valid?.kind.rawValue,
        valid?.from, valid?.until,
      ])
    return .added(db.lastInsertedRowID)
  }

  func finish() throws {
    if let change { try FactStore.count(db, changed, in: change.command) }
  }

  private mutating func begin() throws -> (command: Int64, time: Int64, newest: Int64) {
    if let change { return change }
    let time = try clock()
    let made = (try FactStore.command(db, .add, at: time, token: token), time, try FactStore.newestFact(db))
    change = made
    return made
  }

  /// The fact that an earlier command stored of this sentence: of its second occurrence the second.
  private mutating func known(_ fact: NewFact, _ embedding: Int64) throws -> Int64? {
    guard let source = fact.source, source != SourceReader.standardInput else { return nil }
    let occurrence = Occurrence(source: source, line: fact.line, embedding: embedding)
    defer { occurrences[occurrence, default: 0] += 1 }
    let sql = """
      SELECT id FROM fact WHERE source = ? AND line IS ? AND embedding_id = ?
      AND command_id NOT IN (SELECT id FROM command WHERE token = ?) ORDER BY id LIMIT 1 OFFSET ?
      """
    return try Int64.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: [source, fact.line, embedding, token, occurrences[occurrence, default: 0]])
  }

  /// Whether `undo` withdrew it: telling it again brings it back, as it does not after a deliberate `retract`.
  private func wasUndone(_ id: Int64) throws -> Bool {
    let sql = """
      SELECT r.kind = 'retract' AND c.kind = 'undo' FROM retraction r JOIN command c ON c.id = r.command_id
      WHERE r.fact_id = ? ORDER BY r.id DESC LIMIT 1
      """
    return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [id]) ?? false
  }

  private mutating func embedding(of text: String) throws -> Int64 {
    let hash = ContentHash(text).bytes
    let find = try db.cachedStatement(sql: "SELECT id FROM embedding WHERE content_hash = ?")
    if let id = try Int64.fetchOne(find, arguments: [hash]) { return id }
    guard let vector = vectors[text] else { throw StoreError.missingVector(text: text) }
    if let dimension, dimension != vector.count {
      throw StoreError.dimensionMismatch(expected: dimension, found: vector.count)
    }
    guard vector.allSatisfy(\.isFinite) else { throw StoreError.vectorNotFinite(text: text) }
    if dimension == nil {
      dimension = vector.count
      try FactStore.setMeta(db, "dimension", String(vector.count))
    }
    let add = try db.cachedStatement(sql: "INSERT INTO embedding (content_hash, vector) VALUES (?, ?)")
    try add.execute(arguments: [hash, VectorCoding.data(vector)])
    return db.lastInsertedRowID
  }
}
