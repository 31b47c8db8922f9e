import Foundation
import NeuralDB

/// What a trained reader took for an answer in the databases it trains on, and which answers it missed, one question a line.
public struct Mistakes {
  /// A line of the file.
  public struct Line: Codable, Sendable {
    /// File and line of the database (*one.jsonl:3*), or the seed of a generated one (*generated:17*).
    public var place: String
    public var query: String
    /// Indices of the facts of each set, as in `GoldQuery.mistaken`.
    public var mistaken: [[Int]]
    /// The same of `GoldQuery.missed`.
    public var missed: [[Int]]
    /// The same of `GoldQuery.displaced`.
    public var displaced: [[Int]]?

    public init(place: String, query: String, mistaken: [[Int]], missed: [[Int]], displaced: [[Int]]) {
      self.place = place
      self.query = query
      self.mistaken = mistaken
      self.missed = missed
      self.displaced = displaced
    }
  }

  private var questions: [String: [String: Line]] = [:]
  /// Questions that were found again.
  public private(set) var used = 0

  /// None at all.
  public init() {}

  /// - Throws: `RealDataError` naming the file and line that cannot be read.
  public init(_ file: URL) throws {
    try JSONLines.read(file, as: Line.self) { line, _ in
      questions[line.place, default: [:]][line.query] = line
    }
  }

  /// Where the databases stand, in order.
  public var places: [String] { questions.keys.sorted() }

  /// The database with the mistakes made in it; a question that reads otherwise now has none.
  public mutating func added(to database: GoldDatabase, place: String) -> GoldDatabase {
    guard let own = questions[place] else { return database }
    var result = database
    for index in result.queries.indices {
      guard let line = own[result.queries[index].query] else { continue }
      result.queries[index].mistaken = line.mistaken
      result.queries[index].missed = line.missed
      result.queries[index].displaced = line.displaced
      used += 1
    }
    return result
  }
}
