import Foundation

/// A question's likely facts read side by side, in the order told: each then also has what the reader says of it beside
/// the others (`ReaderModel.weigh`).
enum Listwise {
  /// Facts of the longest list, and those listed at most for a question whose answer one fact gives, and where every fact
  /// matters.
  static let length = 8
  static let fewest = 8
  static let most = 64
  /// Probability from which a fact is listed where every fact matters.
  static let floor: Float = 0.02
  /// What the retriever's cosine counts against the reader's log-odds in choosing what is listed.
  static let nearness: Float = 8

  /// Places of the sets of one fact that are worth reading side by side, list by list, each in the order told.
  static func lists(_ readings: QuestionReadings) -> [[Int]] {
    let sets = readings.sets
    var likely: [(place: Int, odds: Double)] = []
    for (place, set) in sets.enumerated() where set.facts.count == 1 {
      let odds = odds(set)
      if !readings.plan.collects || odds >= Double(floor).logOdds { likely.append((place, odds)) }
    }
    likely.sort { $0.odds == $1.odds ? $0.place < $1.place : $0.odds > $1.odds }
    let chosen = likely.prefix(readings.plan.collects ? most : fewest).map(\.place)
    let told = chosen.sorted { sets[$0].facts[0].id < sets[$1].facts[0].id }
    // Lists of about the same length.
    let count = (told.count + length - 1) / length
    return (0..<count).map { (list: Int) -> [Int] in
      let bounds = (told.count * list / count)..<(told.count * (list + 1) / count)
      return Array(told[bounds])
    }
  }

  private static func odds(_ set: QuestionReadings.ReadSet) -> Double {
    Double(set.reading.yields).logOdds + Double(nearness * set.nearness)
  }
}

extension QuestionReadings {
  /// The readings with what `reader` says of their likely facts side by side. What is not likely enough to be listed is
  /// taken for as unlikely as the least of those that are.
  ///
  /// - Throws: what the encoder throws.
  public func listed(by reader: ReaderModel) throws -> QuestionReadings {
    let lists = Listwise.lists(self)
    let weights = try reader.weigh(question, lists: lists.map { $0.map { sets[$0].facts[0].text } })
    var result = self
    let least = min(0, weights.joined().min() ?? 0)
    for place in sets.indices where sets[place].facts.count == 1 { result.sets[place].listwise = least }
    for (place, weight) in zip(lists.joined(), weights.joined()) { result.sets[place].listwise = weight }
    result.listChains()
    return result
  }

  /// A chain has the weight of its last fact, where its answer stands.
  mutating func listChains() {
    let single = Dictionary(
      sets.filter { $0.facts.count == 1 }.map { ($0.facts[0].id, $0.listwise) }, uniquingKeysWith: { first, _ in first }
    )
    for place in sets.indices where sets[place].facts.count > 1 {
      sets[place].listwise = sets[place].facts.last.flatMap { single[$0.id] } ?? 0
    }
  }
}
