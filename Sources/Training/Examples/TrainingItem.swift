/// What the reader tower trains on: a reading or a question's plan.
public enum TrainingItem: Sendable {
  case reader(ReaderExample)
  case planner(PlannerExample)
}
