/// How much of the database a question's reading covered.
public struct Coverage: Sendable, Hashable {
  public var read: Int
  public var total: Int
  /// False when facts above the similarity threshold were left unread for want of time.
  public var isComplete: Bool

  /// What to tell whoever reads an answer from an incomplete reading.
  public var warning: String {
    "only \(read) of \(total) facts were read, and more are near the question: the answer may be incomplete"
  }
}
