/// A stretch that the reader tagged in one of the facts it was given.
public struct ReadSpan: Sendable, Hashable {
  public var role: SpanRole
  /// Index into the support set.
  public var fact: Int
  /// UTF-8 offsets in that fact.
  public var range: Range<Int>
  /// Probability of the stretch's first word being tagged as it is.
  public var score: Float
  /// Position of its first word in the sequence.
  var token: Int
}

/// What the reader says of one support set.
public struct Reading: Sendable {
  /// Probabilities of the `SupportClass`es, in their order.
  public var support: [Float]
  public var spans: [ReadSpan]
  /// Probability that `spans[answer]` and `spans[other]` belong together, by `[answer, other]`.
  public var pairs: [[Int]: Float]
  /// Of two facts: probabilities of the `Succession`s, in their order; else empty.
  public var succession: [Float]

  public init(support: [Float], spans: [ReadSpan] = [], pairs: [[Int]: Float] = [:], succession: [Float] = []) {
    self.support = support
    self.spans = spans
    self.pairs = pairs
    self.succession = succession
  }

  public func probability(_ support: SupportClass) -> Float { self.support[support.rawValue] }

  /// The probability that the set yields something: an answer, or a verdict on a yes/no question.
  var yields: Float { max(probability(.answers), probability(.yes), probability(.no)) }

  /// Of two facts: the probability that the older one no longer stands.
  public var over: Float { probability(.replaces) + probability(.ends) }

  /// Of two facts: how the older one no longer stands, if it does not: `replaces` or `ends`.
  var overKind: Succession { probability(.ends) > probability(.replaces) ? .ends : .replaces }

  /// Of two facts: whether the reader, with both before it, still takes its answer from the older one and none from the
  /// newer. The succession head alone is sure of much that only shares a name with the older fact.
  public var keepsOlder: Bool {
    guard probability(.answers) >= 0.5 else { return false }
    let answers = spans.filter { $0.role == .answer && $0.score >= 0.5 }
    return answers.contains { $0.fact == 0 } && !answers.contains { $0.fact == 1 }
  }

  /// Of two facts: whether the newer one takes the older one's place, from a probability of `Thresholds.supersedes` on.
  public func setsAside(from threshold: Float) -> Bool { over >= threshold && !keepsOlder }

  /// 0 where the reading is not of two facts.
  public func probability(_ succession: Succession) -> Float {
    self.succession.isEmpty ? 0 : self.succession[succession.rawValue]
  }

  /// The most probable class.
  public var verdict: SupportClass {
    SupportClass.allCases.max { probability($0) < probability($1) } ?? .irrelevant
  }
}
