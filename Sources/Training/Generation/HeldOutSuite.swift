/// A suite that training does not see.
public struct HeldOutSuite: Sendable {
  /// `seen`, `unseen-phrasing`, `natural`, ...: also a good file name.
  public var name: String
  public var databases: [GoldDatabase]

  public init(name: String, databases: [GoldDatabase]) {
    self.name = name
    self.databases = databases
  }
}

extension RelationLibrary {
  /// The three generated suites, always the same for a state of `Data/Relations/`: known relations in fresh databases,
  /// known relations in phrasings held out of training, and relations held out of training.
  ///
  /// - Parameters:
  ///   - count: databases a suite, each of 25 facts and 8 queries.
  ///   - size: facts a database; what is above 25 is told after the 25, from other domains.
  public func makeHeldOutSuites(count: Int = 40, size: Int = 25) -> [HeldOutSuite] {
    let modes: [(Split.Mode, UInt64)] = [(.seen, 71_001), (.unseenPhrasing, 71_002), (.unseenRelation, 71_003)]
    return modes.map { mode, seed in
      var generator = DatabaseGenerator(library: self, mode: mode, seed: seed)
      var padding = DatabaseGenerator(library: self, mode: mode, seed: seed &+ 0x9AD)
      return HeldOutSuite(
        name: mode.rawValue,
        databases: (0..<count).map { _ in padding.padded(generator.next(facts: 25, queries: 8), to: size) })
    }
  }
}
