import NeuralDB

/// How often the succession head sets the older fact of a pair aside, by what the newer one really leaves of it.
public struct SuccessionReport: Sendable, CustomStringConvertible {
  /// Pairs of a class, and how many of them had their older fact set aside.
  public private(set) var counts: [Succession: (pairs: Int, setAside: Int)] = [:]

  public init() {}

  public mutating func add(_ succession: Succession, isSetAside: Bool) {
    counts[succession, default: (0, 0)].pairs += 1
    if isSetAside { counts[succession, default: (0, 0)].setAside += 1 }
  }

  public var description: String {
    Succession.allCases.compactMap { succession in
      counts[succession].map { "  \(succession.name): \($0.setAside) of \($0.pairs) set aside" }
    }.joined(separator: "\n")
  }

  /// Reads every pair as the walk does, older fact first.
  ///
  /// - Throws: what the reader throws.
  public init(_ pairs: [UpdatePair], model: NeuralModel) throws {
    for pair in pairs {
      guard let reading = try model.reader.read(pair.question, sets: [[pair.older, pair.newer]]).first else { continue }
      add(pair.succession, isSetAside: reading.setsAside(from: model.thresholds.supersedes))
    }
  }
}

extension RelationLibrary {
  /// Updates and endings of relations that training has not seen, always the same for a state of the relations.
  public func makeUnseenPairs(count: Int) -> [UpdatePair] {
    var generator = DatabaseGenerator(library: self, mode: .unseenRelation, seed: 0x5CCE_5510)
    return (0..<count).compactMap { $0 % 3 == 2 ? generator.nextEnding() : generator.nextUpdate() }
  }
}
