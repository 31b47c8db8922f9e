import NeuralDB

extension GoldDatabase {
  /// Its updates with the texts of their facts; what names no succession or no fact is left out.
  public var updatePairs: [UpdatePair] {
    (updates ?? []).compactMap { update in
      guard let succession = Succession(name: update.class), facts.indices.contains(update.older),
        facts.indices.contains(update.newer)
      else { return nil }
      return UpdatePair(
        question: update.question, older: facts[update.older], newer: facts[update.newer], type: .set,
        succession: succession, olderAnswers: update.olderAnswers, newerAnswers: update.newerAnswers)
    }
  }
}
