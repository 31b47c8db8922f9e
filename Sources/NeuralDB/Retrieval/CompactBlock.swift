import CKernels

/// Some thousand facts of a compact index. It never changes.
final class CompactBlock: Sendable {
  /// Ascending.
  let ids: [Int64]
  /// `ids.count` x dimension, row after row.
  let codes: [Int8]
  let scales: [Float]

  init(ids: [Int64], codes: [Int8], scales: [Float]) {
    self.ids = ids
    self.codes = codes
    self.scales = scales
  }

  /// A block being filled.
  struct Building {
    let dimension: Int
    private(set) var ids: [Int64] = []
    private var codes: [Int8] = []
    private var scales: [Float] = []

    /// Room for a whole block, as an array that grows by doubling would end up too large.
    init(dimension: Int) {
      self.dimension = dimension
      ids.reserveCapacity(CompactVectors.blockRows)
      codes.reserveCapacity(CompactVectors.blockRows * dimension)
      scales.reserveCapacity(CompactVectors.blockRows)
    }

    var block: CompactBlock { CompactBlock(ids: ids, codes: codes, scales: scales) }

    mutating func append(_ block: CompactBlock) {
      ids += block.ids
      codes += block.codes
      scales += block.scales
    }

    /// Adds a fact's vector, rounded.
    mutating func append(_ id: Int64, _ vector: UnsafeMutableBufferPointer<Float>) {
      ids.append(id)
      let rounded = CompactQuery(UnsafeBufferPointer(vector))
      codes += rounded.codes
      scales.append(rounded.scale)
    }
  }

  /// scores (rows of the block) = inner products with a query.
  func scan(_ query: CompactQuery, from row: Int = 0, into scores: UnsafeMutablePointer<Float>) {
    codes.withUnsafeBufferPointer { codes in
      scales.withUnsafeBufferPointer { scales in
        guard let codes = codes.baseAddress, let scales = scales.baseAddress else { return }
        nk_scan_int8(
          codes + row * query.codes.count, scales + row, query.codes, query.scale, scores, Int64(ids.count - row),
          Int64(query.codes.count))
      }
    }
  }

  func keeping(_ rows: [Int], dimension: Int) -> CompactBlock {
    CompactBlock(
      ids: rows.map { ids[$0] },
      codes: rows.flatMap { codes[$0 * dimension..<($0 + 1) * dimension] },
      scales: rows.map { scales[$0] })
  }
}

/// One vector in 8 bits.
struct CompactQuery: Sendable {
  let codes: [Int8]
  let scale: Float

  init(_ vector: UnsafeBufferPointer<Float>) {
    var scale: Float = 0
    codes = [Int8](unsafeUninitializedCapacity: vector.count) { buffer, count in
      if let from = vector.baseAddress, let to = buffer.baseAddress {
        nk_quantize_rows(from, to, &scale, 1, Int64(vector.count))
      }
      count = vector.count
    }
    self.scale = scale
  }
}
