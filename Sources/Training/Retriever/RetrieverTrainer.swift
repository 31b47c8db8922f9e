import Encoder
import Foundation
import NeuralDB

/// Trains the retriever tower contrastively: a query's vector should be nearest to that of its evidence, among the
/// evidence and hard negatives of the whole batch (InfoNCE, van den Oord et al. 2018; Karpukhin et al. 2020).
public final class RetrieverTrainer {
  public let options: TrainerOptions
  public let tower: TowerParameters
  public let optimizer: Optimizer
  /// Updates done.
  public internal(set) var step = 0
  private let tokenizer: WordPieceTokenizer
  private let lanes: [RetrieverLane]
  private let temperature: Float = 0.05

  public init(
    tower: TowerParameters, words: WordEmbeddings, tokenizer: WordPieceTokenizer, options: TrainerOptions,
    precision: MatrixPrecision = .fastest
  ) {
    self.tower = tower
    self.options = options
    self.tokenizer = tokenizer
    optimizer = Optimizer(kind: options.optimizer, layout: tower.layout, decay: options.decay)
    lanes = (0..<options.shards).map { _ in RetrieverLane(tower: tower, words: words, precision: precision) }
  }

  /// One update; the mean loss and the share of queries whose evidence came first.
  public func update(_ examples: [RetrieverExample]) throws -> (loss: Double, accuracy: Double) {
    step += 1
    let layout = ContrastiveBatch(examples)
    let vectors = try encode(layout.texts)
    let size = tower.configuration.hiddenSize
    let gradients = FloatBuffer(count: layout.texts.count * size)
    let result = contrast(layout, vectors, gradients)
    try backward(gradients)
    return result
  }

  /// Vectors of all texts, shard by shard; each lane keeps its activations.
  private func encode(_ texts: [String]) throws -> FloatBuffer {
    let size = tower.configuration.hiddenSize
    let vectors = FloatBuffer(count: texts.count * size)
    let context = RetrieverContext(lanes: lanes, parameters: tower.pointer)
    let (tokenizer, options, step) = (tokenizer, options, step)
    try Parallel.forEach(count: lanes.count) { shard in
      let range = Self.part(shard, of: context.lanes.count, count: texts.count)
      let seed = options.seed &+ UInt64(step) &* 0x2545_F491_4F6C_DD1D &+ UInt64(shard)
      context.lanes[shard].forward(
        texts[range].map { tokenizer.tokenize($0) }, tokenizer: tokenizer, parameters: context.parameters,
        dropout: Dropout(probability: options.dropout, seed: seed), into: vectors.pointer + range.lowerBound * size)
    }
    return vectors
  }

  private func backward(_ gradients: FloatBuffer) throws {
    let size = tower.configuration.hiddenSize
    let context = RetrieverContext(lanes: lanes, parameters: tower.pointer)
    let count = gradients.count / size
    try Parallel.forEach(count: lanes.count) { shard in
      let range = Self.part(shard, of: context.lanes.count, count: count)
      context.lanes[shard].backward(
        parameters: context.parameters, dvectors: gradients.pointer + range.lowerBound * size)
    }
    try optimizer.update(tower, shards: lanes.map(\.gradients), step: step, options: options)
  }

  /// Loss over every query against every document, gradients of all vectors written to `gradients`.
  private func contrast(
    _ layout: ContrastiveBatch, _ vectors: FloatBuffer, _ gradients: FloatBuffer
  ) -> (loss: Double, accuracy: Double) {
    let size = tower.configuration.hiddenSize
    func vector(_ index: Int) -> UnsafeMutablePointer<Float> { vectors.pointer + index * size }
    func gradient(_ index: Int) -> UnsafeMutablePointer<Float> { gradients.pointer + index * size }
    var loss = 0.0
    var right = 0
    let weight = 1 / Float(layout.queries.count)
    for (position, query) in layout.queries.enumerated() {
      let documents = layout.documents(for: position)
      let logits = documents.map { VectorMath.dot(vector(query), vector($0), size) / temperature }
      guard let gold = documents.firstIndex(of: layout.positives[position]) else { continue }
      let (part, dlogits) = Losses.crossEntropy(logits, label: gold, weight: weight)
      loss += part
      if logits.max() == logits[gold] { right += 1 }
      for (document, d) in zip(documents, dlogits) {
        VectorMath.add(gradient(query), vector(document), scale: d / temperature, size)
        VectorMath.add(gradient(document), vector(query), scale: d / temperature, size)
      }
    }
    return (loss, Double(right) / Double(max(1, layout.queries.count)))
  }

  private static func part(_ shard: Int, of shards: Int, count: Int) -> Range<Int> {
    (count * shard / shards)..<(count * (shard + 1) / shards)
  }
}

/// The texts of a contrastive batch, each once, and who should find whom.
struct ContrastiveBatch {
  private(set) var texts: [String] = []
  /// Index of each query's text.
  private(set) var queries: [Int] = []
  /// Index of each query's evidence.
  private(set) var positives: [Int] = []
  /// Evidence of a query that is not its target here: no negative of it, should another query bring it in.
  private var excused: [Set<String>] = []
  private var documents: [Int] = []

  init(_ examples: [RetrieverExample]) {
    var known: [String: Int] = [:]
    func index(_ text: String) -> Int {
      if let found = known[text] { return found }
      known[text] = texts.count
      texts.append(text)
      documents.append(texts.count - 1)
      return texts.count - 1
    }
    for example in examples {
      guard let positive = example.positives.first else { continue }
      positives.append(index(positive))
      excused.append(Set(example.positives.dropFirst() + example.found).subtracting([positive]))
      for text in example.found + example.negatives { _ = index(text) }
      texts.append(NeuralModel.queryText(example.question, found: example.found))
      queries.append(texts.count - 1)
    }
  }

  func documents(for query: Int) -> [Int] { documents.filter { !excused[query].contains(texts[$0]) } }
}

/// One worker's texts: forward with activations kept, then backward.
private final class RetrieverLane {
  let gradients: FloatBuffer
  private let pass: EncoderPass
  private let size: Int
  /// Tokens of the longest sequence: facts of everyday life are far shorter, and what is beyond is cut.
  private static let longest = 128
  private let limit: Int
  private var batch = EncoderBatch()
  private var vectors = FloatBuffer(count: 0)
  private var norms: [Float] = []

  init(tower: TowerParameters, words: WordEmbeddings, precision: MatrixPrecision) {
    pass = EncoderPass(
      configuration: tower.configuration, layout: tower.layout, words: words, precision: precision, training: true)
    gradients = FloatBuffer(count: tower.layout.count)
    size = tower.configuration.hiddenSize
    limit = min(Self.longest, tower.configuration.positions)
  }

  func forward(
    _ texts: [TokenizedText], tokenizer: WordPieceTokenizer, parameters: UnsafePointer<Float>, dropout: Dropout,
    into target: UnsafeMutablePointer<Float>
  ) {
    batch = EncoderBatch()
    for text in texts {
      let ids = [tokenizer.cls] + text.ids.prefix(limit - 2) + [tokenizer.sep]
      batch.append(ids: ids, segments: [Int32](repeating: 0, count: ids.count))
    }
    let states = pass.forward(batch, parameters: parameters, dropout: dropout.probability > 0 ? dropout : nil)
    vectors = FloatBuffer(count: texts.count * size)
    norms = texts.indices.map { index in
      let range = batch.range(index)
      return MeanPooling.forward(
        states + range.lowerBound * size, length: range.count, size: size, into: vectors.pointer + index * size)
    }
    target.update(from: vectors.pointer, count: texts.count * size)
  }

  func backward(parameters: UnsafePointer<Float>, dvectors: UnsafePointer<Float>) {
    gradients.fill(0)
    let dstates = FloatBuffer(count: batch.tokens * size)
    for index in 0..<batch.count {
      let range = batch.range(index)
      MeanPooling.backward(
        dvectors + index * size, vector: vectors.pointer + index * size, norm: norms[index], length: range.count,
        size: size, dhidden: dstates.pointer + range.lowerBound * size)
    }
    pass.backward(parameters: parameters, gradients: gradients.pointer, dhidden: dstates.pointer)
  }
}

/// Each shard touches its own lane only.
private struct RetrieverContext: @unchecked Sendable {
  let lanes: [RetrieverLane]
  let parameters: UnsafePointer<Float>
}
