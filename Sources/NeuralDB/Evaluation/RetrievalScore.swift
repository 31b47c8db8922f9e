/// Precision and recall of a set against a gold set, summed over questions.
public struct RetrievalScore: Sendable, Hashable {
  public private(set) var hits = 0
  public private(set) var found = 0
  public private(set) var gold = 0

  public init() {}

  public mutating func add(hits: Int, found: Int, gold: Int) {
    self.hits += hits
    self.found += found
    self.gold += gold
  }

  public mutating func merge(_ other: RetrievalScore) {
    add(hits: other.hits, found: other.found, gold: other.gold)
  }

  /// 0...1; nil when nothing was found.
  public var precision: Double? { found == 0 ? nil : Double(hits) / Double(found) }
  /// 0...1; nil when there was nothing to find.
  public var recall: Double? { gold == 0 ? nil : Double(hits) / Double(gold) }
  /// Harmonic mean of the two; nil when neither is defined.
  public var f1: Double? { found + gold == 0 ? nil : 2 * Double(hits) / Double(found + gold) }
}
