import GRDB

/// Vectors read one after the other, by ascending fact, so that whoever keeps them in another form never holds them twice.
final class VectorCursor {
  /// Vectors in all.
  let count: Int
  /// Numbers in each; 0 in a database without vectors.
  let dimension: Int
  /// The state of the database these are read in.
  let mark: ChangeMark
  private let rows: RowCursor?

  init(count: Int, dimension: Int, mark: ChangeMark, rows: RowCursor?) {
    self.count = count
    self.dimension = dimension
    self.mark = mark
    self.rows = rows
  }

  /// Writes the next vector over `target`, of `dimension` numbers, and returns its fact; nil after the last.
  ///
  /// - Throws: `StoreError.dimensionMismatch` for a vector of another length.
  func next(_ target: UnsafeMutableBufferPointer<Float>) throws -> Int64? {
    guard let row = try rows?.next() else { return nil }
    try VectorCoding.read(row, at: 1, to: target)
    return try row.decode(atIndex: 0)
  }

  /// All of them, in fp32.
  func table() throws -> VectorTable {
    var ids: [Int64] = []
    ids.reserveCapacity(count)
    let values = try [Float](unsafeUninitializedCapacity: count * dimension) { buffer, filled in
      while ids.count < count, let id = try next(.init(rebasing: buffer[filled..<filled + dimension])) {
        ids.append(id)
        filled += dimension
      }
    }
    return VectorTable(ids: ids, values: values, dimension: dimension, mark: mark)
  }
}
