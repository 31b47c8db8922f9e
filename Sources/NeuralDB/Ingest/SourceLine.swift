import Foundation

/// A sentence read from somewhere, on its way to being a fact.
public struct SourceLine: Sendable, Hashable {
  public var source: String
  /// 1-based line that the sentence begins on.
  public var line: Int
  public var text: String
  /// When it was told, if the input says so.
  public var addedAt: Date?

  public init(source: String, line: Int, text: String, addedAt: Date? = nil) {
    self.source = source
    self.line = line
    self.text = text
    self.addedAt = addedAt
  }
}
