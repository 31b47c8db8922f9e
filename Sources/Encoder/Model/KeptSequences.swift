/// Some sequences of a batch, and how their rows move together when the others are dropped after the forward pass.
struct KeptSequences {
  /// The kept sequences as a batch of their own.
  private(set) var batch = EncoderBatch()
  /// Their rows in the batch that they are of.
  let rows: [Range<Int>]
  private let tokens: Int
  /// Of each kept sequence, the sum of squared lengths of the sequences before it.
  private let squares: [Int]

  /// - Parameter sequences: indices into `whole`, ascending.
  init(of whole: EncoderBatch, _ sequences: [Int]) {
    rows = sequences.map(whole.range)
    tokens = whole.tokens
    var sums = [0]
    for sequence in 0..<whole.count {
      let length = whole.range(sequence).count
      sums.append(sums[sequence] + length * length)
    }
    squares = sequences.map { sums[$0] }
    for range in rows { batch.append(ids: Array(whole.ids[range]), segments: Array(whole.segments[range])) }
  }

  // x (T,width) -> x (kept T,width)
  func compactRows(_ x: UnsafeMutablePointer<Float>, width: Int) {
    var target = x
    for range in rows {
      target.update(from: x + range.lowerBound * width, count: range.count * width)
      target += range.count * width
    }
  }

  // Means (T) and reciprocal deviations (T), which lie T apart.
  func compactStatistics(_ x: UnsafeMutablePointer<Float>) {
    compactRows(x, width: 1)
    var target = x + batch.tokens
    for range in rows {
      target.update(from: x + tokens + range.lowerBound, count: range.count)
      target += range.count
    }
  }

  // Per sequence and head (L,L).
  func compactProbabilities(_ x: UnsafeMutablePointer<Float>, heads: Int) {
    var target = x
    for (range, square) in zip(rows, squares) {
      let count = range.count * range.count * heads
      target.update(from: x + square * heads, count: count)
      target += count
    }
  }
}
