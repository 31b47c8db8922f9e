import ArgumentParser

/// What the reader is handed in an evaluation.
enum EvaluationSupport: String, ExpressibleByArgument, CaseIterable {
  /// The real walk.
  case ssg
  /// Every fact singly.
  case all
  /// Only the facts of the gold support sets.
  case gold
}
