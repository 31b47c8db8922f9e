/// Turns sentences into vectors: what the store and the ingest need to know of an encoder.
public protocol SentenceEmbedding: Sendable {
  /// Names the weights; a database keeps it, so that vectors of two models are never compared.
  var fingerprint: String { get }
  /// Numbers in a vector.
  var dimension: Int { get }
  /// One vector of `dimension` numbers for each sentence, in order.
  func vectors(for sentences: [String]) throws -> [[Float]]
}
