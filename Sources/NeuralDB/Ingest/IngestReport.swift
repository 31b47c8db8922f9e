/// What an ingest did.
public struct IngestReport: Sendable, Hashable {
  /// New facts.
  public var added = 0
  /// Sentences that were there already, by source, line and text.
  public var unchanged = 0
  /// Sentences that `undo` had taken back and that stand again.
  public var restored = 0
  /// Sentences that had to go through the encoder.
  public var encoded = 0
  /// What was refused, in order: the first thousand.
  public var issues: [IngestIssue] = []
  /// How many were refused in all.
  public var issueCount = 0
  public var elapsed: Duration = .zero

  public init() {}

  static let keptIssues = 1000

  mutating func note(_ issue: IngestIssue) {
    issueCount += 1
    if issues.count < Self.keptIssues { issues.append(issue) }
  }

  mutating func note(_ outcome: InsertOutcome) {
    switch outcome {
    case .added: added += 1
    case .unchanged: unchanged += 1
    case .restored: restored += 1
    }
  }
}
