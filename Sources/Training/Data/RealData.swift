import Foundation
import Logging

/// Training examples from the public data sets of a folder laid out as `Data/README.md` says.
///
/// The examples are the same on every call. A set that is not there is skipped with a warning.
public struct RealData: Sendable {
  /// Facts of more words than this are left out: they do not fit the reader's usual input.
  static let longestFact = 80
  /// Answers of more words than this are left out: people who ask a database expect a value, not a clause.
  static let longestAnswer = 8

  let folder: URL
  let logger = Logger(label: "neuraldb.training.data")

  /// - Parameter folder: the folder that holds `qamr/`, `squad/` and the others.
  public init(folder: URL) { self.folder = folder }

  /// Single-fact readings (and a few of two facts) of a set: gold facts with their answer spans or truth, the support
  /// set's neighbours and facts from elsewhere as `irrelevant`, halves of two-fact sets as `partial`.
  /// - Parameter excludingFacts: databases that hold any of these facts are left out, see `suiteFacts(_:)`.
  /// - Throws: `RealDataError`.
  public func readerExamples(
    _ set: RealDataSet, excludingFacts: Set<String> = []
  ) throws(RealDataError) -> [ReaderExample] {
    if set.kind == .relations { return try relationExamples(set, excludingFacts: excludingFacts) }
    var databases = try databases(set)
    if !excludingFacts.isEmpty { databases.removeAll { Self.sharesFact($0.facts, with: excludingFacts) } }
    guard !databases.isEmpty else { return [] }
    var maker = ReadingMaker(set: set, databases: databases)
    return maker.make()
  }

  /// The facts of a suite or gold file (one database a line), to keep the training data apart from it.
  /// - Throws: `RealDataError`.
  public static func suiteFacts(_ file: URL) throws(RealDataError) -> Set<String> {
    struct Line: Decodable { var facts: [String] }
    var facts: Set<String> = []
    try JSONLines.read(file, as: Line.self) { line, _ in facts.formUnion(line.facts.map(trimmed)) }
    return facts
  }

  /// Whether any of a database's facts is one of `excluded`, spacing at the ends aside.
  public static func sharesFact(_ facts: [String], with excluded: Set<String>) -> Bool {
    facts.contains { excluded.contains($0) || excluded.contains(trimmed($0)) }
  }

  /// The databases of a set's files, in ordinary spacing, with support indices checked.
  func databases(_ set: RealDataSet) throws(RealDataError) -> [RealDatabase] {
    var result: [RealDatabase] = []
    for path in set.files {
      let file = folder.appending(path: path)
      try read(path, as: RealDatabase.self) { (database, line) throws(RealDataError) in
        let count = database.facts.count
        for query in database.queries {
          for fact in query.support.joined() where !(0..<count).contains(fact) {
            throw .noSuchFact(path: file.path, line: line, fact: fact, count: count)
          }
        }
        result.append(database)
        if set.isTokenised { result[result.count - 1].detokenise(joiningHyphens: set == .redocred) }
      }
    }
    return result
  }

  /// Reads one JSON value a line of a file below the folder; a missing file is skipped with a warning.
  func read<Value: Decodable>(
    _ path: String, as type: Value.Type, _ body: (Value, Int) throws(RealDataError) -> Void
  ) throws(RealDataError) {
    let file = folder.appending(path: path)
    guard FileManager.default.fileExists(atPath: file.path) else {
      logger.warning("data set file missing, skipped", metadata: ["path": "\(file.path)"])
      return
    }
    try JSONLines.read(file, as: type, body)
  }

  private static func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }
}
