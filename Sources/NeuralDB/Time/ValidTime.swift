/// When a fact says that it holds (*since 2019*, *from May to July 2020*) or happened (*in March 2021*, *yesterday*).
public struct ValidTime: Sendable, Hashable {
  public enum Kind: String, Sendable {
    /// It holds all the while, and not outside.
    case state
    /// It happened some time in it; what came of it may last.
    case event
  }

  public var kind: Kind
  /// First day, since 1970-01-01 in UTC; nil when it has no beginning.
  public var from: Int?
  /// Last day; nil when it has no end.
  public var until: Int?

  public init(_ kind: Kind, from: Int? = nil, until: Int? = nil) {
    self.kind = kind
    self.from = from
    self.until = until
  }

  /// Whether the fact held on one of these days, whatever came later.
  func covers(_ days: ClosedRange<Int>) -> Bool { kind == .state && !rulesOut(days) }

  /// Whether the fact holds on none of these days. An event leaves that open.
  public func rulesOut(_ days: ClosedRange<Int>) -> Bool {
    guard kind == .state else { return false }
    return from.map { $0 > days.upperBound } ?? false || until.map { $0 < days.lowerBound } ?? false
  }
}
