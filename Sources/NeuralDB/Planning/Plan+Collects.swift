extension Plan {
  /// Whether every relevant fact matters, not just one.
  var isAggregate: Bool { operation != .set && operation != .bool || !conditions.isEmpty }

  /// Whether the answer is made from several facts, none of which is the one that answers best: an aggregate, or a
  /// comparison of two things.
  public var collects: Bool { isAggregate || comparison != nil }
}
