/// Sequences laid end to end: no padding is stored or computed.
public struct EncoderBatch: Sendable {
  /// Token ids of all sequences, (T).
  public private(set) var ids: [Int32] = []
  /// Segment ids, (T): 0 for the question, 1 for facts.
  public private(set) var segments: [Int32] = []
  /// Start of each sequence and, last, T.
  public private(set) var offsets: [Int] = [0]

  public init() {}

  /// Adds one sequence, special tokens included; cut at `limit` tokens by the caller.
  public mutating func append(ids: [Int32], segments: [Int32]) {
    self.ids += ids
    self.segments += segments
    offsets.append(self.ids.count)
  }

  /// Number of sequences.
  public var count: Int { offsets.count - 1 }
  /// Number of tokens T.
  public var tokens: Int { ids.count }
  public func range(_ sequence: Int) -> Range<Int> { offsets[sequence]..<offsets[sequence + 1] }
  public var longest: Int { (0..<count).map { range($0).count }.max() ?? 0 }
}
