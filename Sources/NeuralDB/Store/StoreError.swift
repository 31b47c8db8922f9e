import Foundation
import GRDB

/// What can go wrong between the database file and its caller.
public enum StoreError: Error, Sendable, Hashable {
  /// No file at this path, and it was not to be created.
  case noSuchDatabase(String)
  /// A file, but not one of ours.
  case notADatabase(String)
  /// Ours, but its content is broken.
  case damaged(path: String, message: String)
  /// Written by a later version of this program.
  case newerFormat(String)
  /// Another process holds it.
  case busy(String)
  /// The disk is full, the file is read-only, or the system refused.
  case io(path: String, message: String)
  /// Facts were erased, but the file could not be written anew, so that their bytes are still in it.
  indirect case notPurged(path: String, StoreError)
  /// A vector whose length is not that of the database's others.
  case dimensionMismatch(expected: Int, found: Int)
  /// A vector with a NaN or an infinity.
  case vectorNotFinite(text: String)
  /// Another number of vectors than of sentences.
  case vectorCountMismatch(facts: Int, vectors: Int)
  /// A sentence seen for the first time came without its vector.
  case missingVector(text: String)
  /// A sentence that is empty, holds a NUL character or is too long; its position in the batch.
  case unstorableText(index: Int)
  /// Ids that no fact has.
  case unknownFacts([Int64])
  /// SQLite refused for a reason that this list does not foresee.
  case unexpected(path: String, message: String)
}

extension StoreError: LocalizedError, CustomStringConvertible {
  public var errorDescription: String? { description }

  public var description: String {
    switch self {
    case .noSuchDatabase(let path): "no database at \(path); 'neuraldb add' and 'neuraldb ingest' make one"
    case .notADatabase(let path): "\(path) is not a NeuralDB database"
    case .damaged(let path, let message): "\(path) is damaged: \(message); go back to a copy of it"
    case .newerFormat(let path): "\(path) was written by a newer version of neuraldb"
    case .busy(let path): "\(path) is in use by another process"
    case .io(let path, let message): "\(path): \(message)"
    case .notPurged(let path, let cause):
      "\(path): the facts are forgotten, but their bytes stay in the file until the next 'neuraldb forget': \(cause)"
    case .dimensionMismatch(let expected, let found):
      "a vector of \(found) numbers where the database holds vectors of \(expected)"
    case .vectorNotFinite(let text): "the vector of \"\(text)\" holds a number that is not finite"
    case .vectorCountMismatch(let facts, let vectors): "\(vectors) vectors for \(facts) sentences"
    case .missingVector(let text): "no vector for the new sentence \"\(text)\""
    case .unstorableText(let index):
      "sentence \(index + 1) of the batch is empty, holds a NUL character or is longer than 1 MiB"
    case .unknownFacts(let ids): "no fact with id \(ids.map(String.init).joined(separator: ", "))"
    case .unexpected(let path, let message): "\(path): \(message)"
    }
  }
}

extension StoreError {
  /// Runs `body`, turning what SQLite throws into one of the cases above.
  static func mapping<T>(_ path: String, _ body: () throws -> T) throws -> T {
    do { return try body() } catch { throw mapped(error, path) }
  }

  /// Runs `body`, turning what SQLite throws into one of the cases above.
  static func mapping<T: Sendable>(_ path: String, _ body: @Sendable () async throws -> T) async throws -> T {
    do { return try await body() } catch { throw mapped(error, path) }
  }

  private static func mapped(_ error: any Error, _ path: String) -> any Error {
    switch error {
    case let error as DatabaseError: StoreError(error, path: path)
    case is RowDecodingError: StoreError.damaged(path: path, message: "a value of the wrong type")
    default: error
    }
  }

  init(_ error: DatabaseError, path: String) {
    let message = error.message ?? "SQLite error \(error.resultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path)
    case .SQLITE_NOTADB: self = .notADatabase(path)
    case .SQLITE_CORRUPT: self = .damaged(path: path, message: message)
    case .SQLITE_CANTOPEN where !FileManager.default.fileExists(atPath: path):
      self = .io(path: path, message: "cannot be made")
    case .SQLITE_READONLY, .SQLITE_CANTOPEN:
      self = .io(path: path, message: "the file or its folder cannot be written, which even reading it needs")
    case .SQLITE_FULL: self = .io(path: path, message: "the disk is full; what was stored before is kept")
    case .SQLITE_IOERR, .SQLITE_PERM, .SQLITE_AUTH:
      self = .io(path: path, message: message)
    default: self = .unexpected(path: path, message: message)
    }
  }
}
