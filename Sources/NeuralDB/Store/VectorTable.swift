/// The vectors of some facts, one after the other: row i, of `dimension` numbers, belongs to fact `ids[i]`.
public struct VectorTable: Sendable, Equatable {
  /// Ascending.
  public var ids: [Int64]
  /// `ids.count` x `dimension`, row after row.
  public var values: [Float]
  public var dimension: Int
  /// The state of the database these were read in.
  public var mark: ChangeMark

  public init(ids: [Int64], values: [Float], dimension: Int, mark: ChangeMark) {
    self.ids = ids
    self.values = values
    self.dimension = dimension
    self.mark = mark
  }
}
