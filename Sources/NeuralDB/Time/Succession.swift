/// What a newer fact leaves standing of an older one, for a question: the classes of the reader's succession head over
/// `[CLS] question [SEP] older [SEP] newer [SEP]`, facts in the order they were told.
public enum Succession: Int, Sendable, CaseIterable {
  /// The newer fact has no bearing on what the older one answers.
  case unrelated
  /// Both stand side by side (*visited*, *speaks*).
  case adds
  /// The newer one's value takes the older one's place (*lives in*, *costs*).
  case replaces
  /// The older one holds no more, and the newer one names no value in its place (*no longer*, *sold*).
  case ends
  /// The question asks about the past: the older one stands, the newer one does not (*where did she live first*).
  case precedes

  /// The name as written in data and explanations.
  public var name: String { "\(self)" }

  public init?(name: String) {
    guard let value = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = value
  }
}
