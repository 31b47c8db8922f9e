import Foundation

/// A sentence as it was told, with when and where from. Facts are never edited.
public struct Fact: Sendable, Hashable, Identifiable {
  public var id: Int64
  public var text: String
  public var addedAt: Date
  /// File, URL or other name of where the sentence came from; nil when typed in.
  public var source: String?
  /// 1-based line in `source`.
  public var line: Int?
  /// When the fact was withdrawn; nil while it stands.
  public var retractedAt: Date?

  public init(
    id: Int64, text: String, addedAt: Date, source: String? = nil, line: Int? = nil, retractedAt: Date? = nil
  ) {
    self.id = id
    self.text = text
    self.addedAt = addedAt
    self.source = source
    self.line = line
    self.retractedAt = retractedAt
  }
}
