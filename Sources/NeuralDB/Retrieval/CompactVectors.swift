import CKernels
import Encoder

/// The vectors of many facts in 8 bits: a byte a number and a scale a vector, a quarter of fp32.
///
/// Kept in blocks that never change, so that a copy costs nothing and facts told later cost one block at most.
struct CompactVectors: Sendable {
  /// Facts in a full block: 6 MiB at 384 numbers.
  static let blockRows = 16_384

  let dimension: Int
  private(set) var blocks: [CompactBlock] = []
  /// Of each block, the row that it starts with.
  private(set) var starts: [Int] = []
  private(set) var count = 0

  init(dimension: Int) { self.dimension = dimension }

  /// The newest fact's id, or 0.
  var newest: Int64 { blocks.last?.ids.last ?? 0 }

  /// The facts, ascending.
  var ids: [Int64] { blocks.flatMap(\.ids) }

  func id(_ row: Int) -> Int64 {
    let block = block(of: row)
    return blocks[block].ids[row - starts[block]]
  }

  /// Adds facts told later than those here. `next` hands over one fact after the other: it writes a vector of
  /// `dimension` numbers and returns its fact's id, or nil after the last.
  mutating func append(_ next: (UnsafeMutableBufferPointer<Float>) throws -> Int64?) rethrows {
    let row = FloatBuffer(count: dimension)
    let numbers = UnsafeMutableBufferPointer(start: row.pointer, count: dimension)
    var building = CompactBlock.Building(dimension: dimension)
    if let last = blocks.last, last.ids.count < Self.blockRows {
      building.append(last)
      count -= last.ids.count
      blocks.removeLast()
      starts.removeLast()
    }
    while let id = try next(numbers) {
      building.append(id, numbers)
      if building.ids.count == Self.blockRows {
        seal(building)
        building = CompactBlock.Building(dimension: dimension)
      }
    }
    if !building.ids.isEmpty { seal(building) }
  }

  /// Only the facts of `ids`, which ascend. Blocks that keep all their facts are shared.
  func keeping(_ ids: [Int64]) -> CompactVectors {
    var kept = CompactVectors(dimension: dimension)
    var place = 0
    for block in blocks {
      var rows: [Int] = []
      for (row, id) in block.ids.enumerated() {
        while place < ids.count, ids[place] < id { place += 1 }
        if place < ids.count, ids[place] == id { rows.append(row) }
      }
      if rows.count == block.ids.count {
        kept.add(block)
      } else if !rows.isEmpty {
        kept.add(block.keeping(rows, dimension: dimension))
      }
    }
    return kept
  }

  private mutating func seal(_ building: CompactBlock.Building) { add(building.block) }

  private mutating func add(_ block: CompactBlock) {
    starts.append(count)
    blocks.append(block)
    count += block.ids.count
  }

  private func block(of row: Int) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= row { low = middle } else { high = middle }
    }
    return low
  }
}
