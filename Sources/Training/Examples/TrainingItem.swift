/// What the reader tower trains on: a reading, a question's plan, or a choice.
public enum TrainingItem: Sendable {
  case reader(ReaderExample)
  case planner(PlannerExample)
  /// Readings of one question, of which the first answers it and no other does: each is learned by itself, and the first
  /// against the others.
  case choice([ReaderExample])

  /// Sequences that it takes in a batch.
  var size: Int { if case .choice(let readings) = self { readings.count } else { 1 } }
}
