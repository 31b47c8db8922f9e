/// Right answers out of all.
public struct EvaluationScore: Sendable, Hashable, Encodable {
  public private(set) var total = 0
  public private(set) var right = 0

  public init() {}

  public mutating func add(_ isRight: Bool) {
    total += 1
    if isRight { right += 1 }
  }

  public mutating func merge(_ other: EvaluationScore) {
    total += other.total
    right += other.right
  }

  /// 0...1; nil when there was nothing to answer.
  public var rate: Double? { total == 0 ? nil : Double(right) / Double(total) }

  private enum CodingKeys: String, CodingKey {
    case total = "n"
    case rate = "exact_match"
  }

  public func encode(to encoder: any Swift.Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(total, forKey: .total)
    try container.encode(rate, forKey: .rate)
  }
}
