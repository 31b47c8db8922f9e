/// What the reader tower trains on: a reading, a question's plan, a choice, or a list.
public enum TrainingItem: Sendable {
  case reader(ReaderExample)
  case planner(PlannerExample)
  /// Readings of one question, of which the first answers it and no other does: each is learned by itself, and the first
  /// against the others.
  case choice([ReaderExample])
  /// Facts read side by side.
  case list(ListExample)

  /// Sequences that it takes in a batch, of the length of a reading.
  var size: Int {
    switch self {
    case .reader, .planner: 1
    case .choice(let readings): readings.count
    case .list(let example): (example.facts.count + 1) / 2
    }
  }
}
