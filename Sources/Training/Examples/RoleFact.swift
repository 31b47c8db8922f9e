import Encoder
import NeuralDB

/// One fact and the questions it answers, role by role, and some that it seems to answer and does not: a line of
/// `Data/Roles/*.jsonl`.
public struct RoleFact: Codable, Sendable {
  public struct Ask: Codable, Sendable {
    public var q: String
    /// Exact substrings of the fact; nil for a yes/no question.
    public var a: [String]?
    public var truth: Bool?
  }

  public var fact: String
  public var ask: [Ask]
  public var not: [String]
}

extension NaturalCheck {
  /// Faults of a role fact: an answer that does not stand in it, or a question with neither answer nor truth.
  public func issues(_ fact: RoleFact, place: String) -> [DataIssue] {
    fact.ask.flatMap { ask -> [DataIssue] in
      func issue(_ reason: String) -> DataIssue { DataIssue(place: place, text: ask.q, reason: reason) }
      guard let answers = ask.a, !answers.isEmpty else {
        return ask.truth == nil ? [issue("neither an answer nor a truth")] : []
      }
      return answers.filter { WordBoundary.firstRange(of: $0, in: fact.fact) == nil }
        .map { issue("\"\($0)\" does not stand in the fact") }
    }
  }
}
