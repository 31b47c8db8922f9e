import Foundation

/// One sequence to encode, special tokens included.
public struct EncoderSequence: Sendable {
  public var ids: [Int32]
  public var segments: [Int32]

  public init(ids: [Int32], segments: [Int32]) {
    self.ids = ids
    self.segments = segments
  }
}

/// Runs a tower over many sequences on several workers. Sequences are packed into chunks of about `chunkTokens`; a
/// sequence's result does not depend on its neighbours or on the number of workers.
///
/// The weights are packed when the runner is made: a change of the parameters asks for a new runner.
public final class EncoderRunner: Sendable {
  public let parameters: TowerParameters
  public let workers: Int
  private let words: WordEmbeddings
  private let precision: MatrixPrecision
  private let packed: PackedWeights
  private let pool = PassPool()
  private let chunkTokens = 320

  public init(
    parameters: TowerParameters, words: WordEmbeddings, precision: MatrixPrecision = .fastest,
    workers: Int = Parallel.defaultWorkers
  ) {
    self.parameters = parameters
    self.words = words
    self.precision = precision
    self.workers = workers
    packed = PackedWeights(parameters, precision: precision, workers: workers)
  }

  /// Calls `body` once a sequence with its index and its last hidden states (length, hidden), from several threads.
  public func run(
    _ sequences: [EncoderSequence],
    _ body: @Sendable (_ index: Int, _ hidden: UnsafePointer<Float>, _ length: Int) -> Void
  ) throws {
    let chunks = split(sequences)
    try Parallel.forEach(count: chunks.count, workers: workers) { chunk in
      let range = chunks[chunk]
      var batch = EncoderBatch()
      for index in range { batch.append(ids: sequences[index].ids, segments: sequences[index].segments) }
      let pass = pool.take {
        EncoderPass(
          configuration: parameters.configuration, layout: parameters.layout, words: words, precision: precision,
          training: false, packed: packed)
      }
      defer { pool.give(pass) }
      let hidden = pass.forward(batch, parameters: parameters.pointer)
      for (position, index) in range.enumerated() {
        let tokens = batch.range(position)
        body(index, hidden + tokens.lowerBound * parameters.configuration.hiddenSize, tokens.count)
      }
    }
  }

  private func split(_ sequences: [EncoderSequence]) -> [Range<Int>] {
    var chunks: [Range<Int>] = []
    var start = 0
    var tokens = 0
    for (index, sequence) in sequences.enumerated() {
      if tokens > 0, tokens + sequence.ids.count > chunkTokens {
        chunks.append(start..<index)
        start = index
        tokens = 0
      }
      tokens += sequence.ids.count
    }
    if start < sequences.count { chunks.append(start..<sequences.count) }
    return chunks
  }
}

/// Passes lent to one worker at a time, so that their buffers are reused.
private final class PassPool: @unchecked Sendable {
  private var passes: [EncoderPass] = []
  private let lock = NSLock()

  func take(_ make: () -> EncoderPass) -> EncoderPass {
    lock.withLock { passes.popLast() } ?? make()
  }

  func give(_ pass: EncoderPass) {
    lock.withLock { passes.append(pass) }
  }
}
