/// Input that could not be taken; what is around it was.
public struct IngestIssue: Error, Sendable, Hashable, CustomStringConvertible {
  public var source: String
  /// 1-based; nil when it is about the whole source.
  public var line: Int?
  public var message: String

  public init(source: String, line: Int?, message: String) {
    self.source = source
    self.line = line
    self.message = message
  }

  public var description: String {
    line.map { "\(source):\($0): \(message)" } ?? "\(source): \(message)"
  }
}
