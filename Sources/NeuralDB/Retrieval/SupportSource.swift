/// Where the support sets of a question come from.
public enum SupportSource: Sendable, Hashable {
  /// The real walk: vector search, lexical search, grown sets.
  case generated
  /// Every fact singly, grown where the reader says `partial`.
  case all
  /// These sets and no others.
  case given([[Int64]])
}
