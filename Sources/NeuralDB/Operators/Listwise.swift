import Foundation

/// A question's likely facts read side by side, in the order told: each then also has what the reader says of it beside
/// the others (`ReaderModel.weigh`).
enum Listwise {
  /// Facts of the longest list, and those listed at most for a question that one fact answers, and for one that several do.
  static let length = 8
  static let fewest = 8
  static let most = 64
  /// Probability from which a fact is listed where several answer.
  static let floor: Float = 0.02
  /// What the retriever's cosine counts against the reader's log-odds in choosing what is listed.
  static let nearness: Float = 8

  /// The facts that are worth reading side by side, list by list, each in the order told: those that likely give an answer,
  /// alone or behind the links of a chain, and these links.
  static func lists(_ readings: QuestionReadings) -> [[Fact]] {
    let isMany = readings.plan.collects || readings.plan.expectsSeveral
    let least = isMany ? Double(floor).logOdds : -.infinity
    let likely = readings.sets.map { (facts: $0.facts, odds: odds($0)) }.filter { $0.odds >= least }
      .sorted { $0.odds == $1.odds ? precedes($0.facts, $1.facts) : $0.odds > $1.odds }
    let limit = isMany ? most : fewest
    var chosen: [Int64: Fact] = [:]
    for (facts, _) in likely {
      let added = facts.filter { chosen[$0.id] == nil }
      guard chosen.count + added.count <= limit else { continue }
      for fact in added { chosen[fact.id] = fact }
    }
    let told = chosen.values.sorted { $0.id < $1.id }
    // Lists of about the same length.
    let count = (told.count + length - 1) / length
    return (0..<count).map { (list: Int) -> [Fact] in
      let bounds = (told.count * list / count)..<(told.count * (list + 1) / count)
      return Array(told[bounds])
    }
  }

  private static func odds(_ set: QuestionReadings.ReadSet) -> Double {
    Double(set.reading.yields).logOdds + Double(nearness * set.nearness)
  }

  private static func precedes(_ left: [Fact], _ right: [Fact]) -> Bool {
    left.map(\.id).lexicographicallyPrecedes(right.map(\.id))
  }
}

extension QuestionReadings {
  /// The readings with what `reader` says of their likely facts side by side. A set has the weight of its last fact, where
  /// its answer stands; one that is not likely enough to be listed is taken for as unlikely as the least of those that are.
  ///
  /// - Throws: what the encoder throws.
  public func listed(by reader: ReaderModel) throws -> QuestionReadings {
    let lists = Listwise.lists(self)
    let weights = try reader.weigh(question, lists: lists.map { $0.map(\.text) })
    return listed(Dictionary(uniqueKeysWithValues: zip(lists.joined().map(\.id), weights.joined())))
  }

  /// - Parameter weights: by fact.
  func listed(_ weights: [Int64: Float]) -> QuestionReadings {
    var result = self
    let least = min(0, weights.values.min() ?? 0)
    for place in sets.indices {
      result.sets[place].listwise = sets[place].facts.last.flatMap { weights[$0.id] } ?? least
    }
    return result
  }
}
