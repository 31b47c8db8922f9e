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

  init(dimension: Int, blocks: [CompactBlock] = []) {
    self.dimension = dimension
    blocks.forEach { add($0) }
  }

  /// The facts, ascending.
  var ids: [Int64] { blocks.flatMap(\.ids) }

  func id(_ row: Int) -> Int64 {
    let block = block(of: row)
    return blocks[block].id(row - starts[block])
  }

  /// Without the facts of `gone`, which ascend, and with those that `next` hands over, ascending too: it writes a vector
  /// of `dimension` numbers and returns its fact's id, or nil after the last. A fact that is here already stays as it is.
  ///
  /// Blocks in which nothing changes are shared.
  func changed(
    without gone: [Int64] = [], with next: (UnsafeMutableBufferPointer<Float>) throws -> Int64?
  ) rethrows -> CompactVectors {
    let row = FloatBuffer(count: dimension)
    let numbers = UnsafeMutableBufferPointer(start: row.pointer, count: dimension)
    var coming = try next(numbers)
    var going = gone[...]
    var result = CompactVectors(dimension: dimension)
    var building = CompactBlock.Building(dimension: dimension)
    func seal(_ least: Int) {
      guard building.ids.count >= least else { return }
      result.add(building.block)
      building = CompactBlock.Building(dimension: dimension)
    }
    func take() throws {
      guard let id = coming else { return }
      building.append(id, numbers)
      coming = try next(numbers)
      seal(Self.blockRows)
    }
    for (place, block) in blocks.enumerated() {
      going = going.drop { $0 < block.id(0) }
      let hasRoom = place == blocks.count - 1 && block.rows < Self.blockRows
      guard hasRoom && coming != nil || coming ?? .max <= block.last || going.first ?? .max <= block.last else {
        result.add(block)
        continue
      }
      for row in 0..<block.rows {
        let id = block.id(row)
        while let new = coming, new < id { try take() }
        if coming == id { coming = try next(numbers) }
        going = going.drop { $0 < id }
        if going.first == id { continue }
        building.append(row, of: block)
        seal(Self.blockRows)
      }
      if !hasRoom { seal(1) }
    }
    while coming != nil { try take() }
    seal(1)
    return result
  }

  private mutating func add(_ block: CompactBlock) {
    starts.append(count)
    blocks.append(block)
    count += block.rows
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
