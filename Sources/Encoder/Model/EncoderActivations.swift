import CKernels

/// What one layer keeps of its forward pass for its backward pass: views into one block.
struct LayerActivations {
  let qkv, context, attentionSum, attentionStatistics: UnsafeMutablePointer<Float>
  /// nil where none are kept.
  let probabilities: UnsafeMutablePointer<Float>?
  let middle, upper, activated, outputSum, outputStatistics, out: UnsafeMutablePointer<Float>

  static func size(_ c: EncoderConfiguration, tokens: Int, probabilities: Int) -> Int {
    tokens * (3 * c.hiddenSize + 5 * c.hiddenSize + 2 * c.feedForwardSize + 4) + probabilities + 11 * 16
  }

  init(_ base: UnsafeMutablePointer<Float>, _ c: EncoderConfiguration, tokens: Int, probabilities count: Int) {
    var cursor = base
    func take(_ n: Int) -> UnsafeMutablePointer<Float> {
      defer { cursor += (n + 15) / 16 * 16 }
      return cursor
    }
    qkv = take(tokens * 3 * c.hiddenSize)
    probabilities = count > 0 ? take(count) : nil
    context = take(tokens * c.hiddenSize)
    attentionSum = take(tokens * c.hiddenSize)
    attentionStatistics = take(2 * tokens)
    middle = take(tokens * c.hiddenSize)
    upper = take(tokens * c.feedForwardSize)
    activated = take(tokens * c.feedForwardSize)
    outputSum = take(tokens * c.hiddenSize)
    outputStatistics = take(2 * tokens)
    out = take(tokens * c.hiddenSize)
  }
}

extension LayerActivations {
  /// Moves the rows and probabilities of the kept sequences together, so that they lie as those of a batch of their own.
  func keep(_ kept: KeptSequences, _ c: EncoderConfiguration) {
    kept.compactRows(qkv, width: 3 * c.hiddenSize)
    for buffer in [context, attentionSum, middle, outputSum, out] { kept.compactRows(buffer, width: c.hiddenSize) }
    for buffer in [upper, activated] { kept.compactRows(buffer, width: c.feedForwardSize) }
    for buffer in [attentionStatistics, outputStatistics] { kept.compactStatistics(buffer) }
    if let probabilities { kept.compactProbabilities(probabilities, heads: c.heads) }
  }
}

/// Gradients in flight during a backward pass; nothing here outlives a layer but `gradient`.
struct BackwardScratch {
  let gradient, dsum, branch, dcontext, dqkv, dupper, square: UnsafeMutablePointer<Float>

  static func size(_ c: EncoderConfiguration, tokens: Int, longest: Int) -> Int {
    tokens * (7 * c.hiddenSize + c.feedForwardSize) + longest * longest + 7 * 16
  }

  init(_ base: UnsafeMutablePointer<Float>, _ c: EncoderConfiguration, tokens: Int, longest: Int) {
    var cursor = base
    func take(_ n: Int) -> UnsafeMutablePointer<Float> {
      defer { cursor += (n + 15) / 16 * 16 }
      return cursor
    }
    gradient = take(tokens * c.hiddenSize)
    dsum = take(tokens * c.hiddenSize)
    branch = take(tokens * c.hiddenSize)
    dcontext = take(tokens * c.hiddenSize)
    dqkv = take(tokens * 3 * c.hiddenSize)
    dupper = take(tokens * c.feedForwardSize)
    square = take(longest * longest)
  }
}
