import Foundation

/// Decision thresholds, fitted on held-out data by `neuraldb train calibrate` and kept beside the weights.
public struct Thresholds: Codable, Sendable, Hashable {
  /// A reading counts as an answer from this probability of `answers`.
  public var answers: Float = 0.5
  /// The same where one false positive spoils the result: lists, counts, orders, sums.
  public var aggregateAnswers: Float = 0.5
  /// Beside a reading's likeliest span others count from this probability of their first word: of a lookup, of one that
  /// expects several answers, and where every fact matters.
  public var spans: Float = 0.5
  public var listSpans: Float = 0.5
  public var aggregateSpans: Float = 0.5
  /// The same of the values that `min max sum avg` run over.
  public var valueSpans: Float = 0.5
  /// The same of an item that a fact lists beside one that counts; above 1 never.
  public var listedSpans: Float = 1.1
  /// The same where a fact holds several measures or conditions, and each is to find an answer of its own.
  public var pairedSpans: Float = 0.5
  /// The same for spans that order or are tested.
  public var partnerSpans: Float = 0.5
  /// A yes/no verdict counts from this probability.
  public var truth: Float = 0.5
  /// A set is grown from this probability of `partial`.
  public var partial: Float = 0.5
  /// Of a lookup or yes/no question, derivations whose log-odds are this much below the best one's are another thing that
  /// looks alike.
  public var margin: Float = 100
  /// The same for a lookup that expects several answers.
  public var listMargin: Float = 100
  /// The margin for questions where every fact matters.
  public var aggregateMargin: Float = 100
  /// From this probability a derivation counts, however far above it the best one is: of a lookup or yes/no question, and
  /// where every fact matters.
  public var certain: Float = 1.1
  public var aggregateCertain: Float = 1.1
  /// How much the retriever's cosine weighs against the reader's log-odds, for a lookup or yes/no question, and for
  /// questions where every fact matters.
  public var nearness: Float = 0
  public var aggregateNearness: Float = 0
  /// How much `aggregateNearness` grows with the logarithm of how many facts were read.
  public var crowding: Float = 0
  /// A later fact sets another aside from this probability of the succession head; above 1 never.
  public var supersedes: Float = 1.1
  /// A lookup's derivation below the margin counts all the same where the succession head says, from this probability, that
  /// its fact adds to one that counts; above 1 never.
  public var adds: Float = 1.1
  /// Another operator is tried where the planner's comes to nothing, from this probability of the planner's head; above 1
  /// never.
  public var otherwise: Float = 1.1
  /// The amounts that a lookup finds are added up from this probability of a sum; above 1 never.
  public var addsUp: Float = 1.1
  /// A count of nothing is 0 from this probability of the question's being one, and else *unknown*.
  public var nought: Float = 0
  /// How far, in log-odds, what decides how much is found may move to find as many things as the question says (*the three
  /// venues*); 0 never.
  public var resizes: Float = 0
  /// Facts whose cosine to what the retriever looks for lies this far below the nearest one's are not read, for a lookup or
  /// yes/no question, and for questions where every fact matters; -2 reads all.
  public var unread: Float = -2
  public var aggregateUnread: Float = -2
  /// Cosine below which a fact is not read for an aggregate in a large database: the recall target's price.
  public var similarity: Float = 0.15

  /// What makes a probability of a raw confidence; nil leaves it raw.
  public var confidence: ConfidenceScale?

  public init() {}

  /// A file of an older model may lack a threshold; it then keeps its default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func read(_ key: CodingKeys, _ value: inout Float) throws {
      value = try container.decodeIfPresent(Float.self, forKey: key) ?? value
    }
    try read(.answers, &answers)
    try read(.aggregateAnswers, &aggregateAnswers)
    try read(.spans, &spans)
    try read(.listSpans, &listSpans)
    try read(.aggregateSpans, &aggregateSpans)
    valueSpans = aggregateSpans
    try read(.valueSpans, &valueSpans)
    try read(.listedSpans, &listedSpans)
    try read(.pairedSpans, &pairedSpans)
    try read(.partnerSpans, &partnerSpans)
    try read(.truth, &truth)
    try read(.partial, &partial)
    try read(.margin, &margin)
    try read(.certain, &certain)
    aggregateCertain = certain
    try read(.aggregateCertain, &aggregateCertain)
    try read(.listMargin, &listMargin)
    try read(.aggregateMargin, &aggregateMargin)
    try read(.nearness, &nearness)
    try read(.aggregateNearness, &aggregateNearness)
    try read(.crowding, &crowding)
    try read(.supersedes, &supersedes)
    try read(.adds, &adds)
    try read(.otherwise, &otherwise)
    try read(.addsUp, &addsUp)
    try read(.nought, &nought)
    try read(.resizes, &resizes)
    try read(.unread, &unread)
    try read(.aggregateUnread, &aggregateUnread)
    try read(.similarity, &similarity)
    confidence = try container.decodeIfPresent(ConfidenceScale.self, forKey: .confidence)
  }
}
