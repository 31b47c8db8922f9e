/// What a reader finds next.
public enum IngestItem: Sendable, Hashable {
  case line(SourceLine)
  case issue(IngestIssue)
}

/// Takes what a reader finds, in order; what it throws ends the reading.
public typealias IngestSink = (IngestItem) throws -> Void
