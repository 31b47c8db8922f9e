import Foundation

/// The fixed part of `Data/Relations/` that training never sees.
///
/// Whole relations are named in `held-out.json`. Of every known relation the last two fact phrasings and the last text
/// of each question entry are held out, and a tenth of all names and pool values, by hash.
public struct Split: Sendable {
  public enum Mode: String, Sendable, CaseIterable {
    /// Only what is seen.
    case train
    /// As `train`, without noise: fresh databases for a suite.
    case seen
    /// Known relations in phrasings that training never uses.
    case unseenPhrasing = "unseen-phrasing"
    /// Relations that training never uses.
    case unseenRelation = "unseen-relation"

    /// The tag of its queries.
    public var tag: String { self == .train ? "seen" : rawValue }
  }

  /// `held-out.json`: whole domains, and further relations as `domain/id`.
  private struct HeldOut: Decodable {
    var domains: Set<String>
    var relations: Set<String>
  }

  private let heldOut: HeldOut

  /// - Throws: `RelationError` when the file cannot be read.
  init(contentsOf file: URL) throws {
    heldOut = try RelationLibrary.decode(HeldOut.self, from: file)
  }

  func isUnseen(_ relation: Relation) -> Bool {
    heldOut.domains.contains(relation.domain) || heldOut.relations.contains("\(relation.domain)/\(relation.id)")
  }

  /// Names and pool values.
  func isUnseen(value: String) -> Bool { StableHash.percent(value) < 10 }

  /// The phrasings of facts a mode may use. Held-out phrasings alone often leave slots unsaid, so a share of known ones
  /// is mixed in by the generator through `others`.
  func facts(of relation: Relation, mode: Mode) -> (main: [RelationTemplate], others: [RelationTemplate]) {
    let seen = relation.facts.count > 4 ? Array(relation.facts.dropLast(2)) : relation.facts
    switch mode {
    case .train, .seen: return (seen, [])
    case .unseenPhrasing: return (Array(relation.facts.dropFirst(seen.count)), seen)
    case .unseenRelation: return (relation.facts, [])
    }
  }

  /// The texts of a question entry a mode may use; empty when it has none.
  func texts(of question: RelationQuestion, mode: Mode) -> [RelationTemplate] {
    let seen = question.texts.count > 1 ? Array(question.texts.dropLast()) : question.texts
    switch mode {
    case .train, .seen: return seen
    case .unseenPhrasing: return Array(question.texts.dropFirst(seen.count))
    case .unseenRelation: return question.texts
    }
  }
}
