import Foundation

/// A sentence about to be stored.
public struct NewFact: Sendable, Hashable {
  public var text: String
  /// Where it came from; nil when typed in, and then it is always a new fact.
  public var source: String?
  /// 1-based line in `source`.
  public var line: Int?
  /// When it was told, if that is known to be another time than now.
  public var addedAt: Date?

  public init(_ text: String, source: String? = nil, line: Int? = nil, addedAt: Date? = nil) {
    self.text = text
    self.source = source
    self.line = line
    self.addedAt = addedAt
  }

  /// UTF-8 bytes of the longest sentence: that of a line of text.
  public static let maximumBytes = 1 << 20

  /// Whether the store takes a sentence: not an empty one, nor one with a NUL character, at which SQLite's text ends, nor one
  /// that no file could bring back.
  public static func isStorable(_ text: String) -> Bool {
    !text.utf8.contains(0) && !text.allSatisfy(\.isWhitespace) && text.utf8.count <= maximumBytes
  }
}
