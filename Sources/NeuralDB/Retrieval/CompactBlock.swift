import CKernels

/// Some thousand facts of a compact index, as they lie in memory and in a ``CodesFile``: their ids, which ascend, then a
/// scale for each, then `dimension` codes for each. It never changes.
final class CompactBlock: @unchecked Sendable {
  let rows: Int
  let dimension: Int
  /// A whole number of cache lines.
  let bytes: UnsafeRawBufferPointer
  /// What `bytes` are of.
  private let memory: CodeMemory

  /// The block that begins at `offset`, a multiple of 64.
  init(rows: Int, dimension: Int, memory: CodeMemory, offset: Int = 0) {
    self.rows = rows
    self.dimension = dimension
    self.memory = memory
    let count = Self.byteCount(rows: rows, dimension: dimension)
    bytes = UnsafeRawBufferPointer(rebasing: memory.bytes[offset..<offset + count])
  }

  static func byteCount(rows: Int, dimension: Int) -> Int { (rows * (idSize + scaleSize + dimension) + 63) / 64 * 64 }

  /// Takes the block out of memory until it is read again, where it lies in a file.
  func letGo() { memory.letGo(bytes) }

  var ids: [Int64] { (0..<rows).map(id) }
  var last: Int64 { id(rows - 1) }

  func id(_ row: Int) -> Int64 { bytes.load(fromByteOffset: row * Self.idSize, as: Int64.self) }

  func scale(_ row: Int) -> Float {
    bytes.load(fromByteOffset: rows * Self.idSize + row * Self.scaleSize, as: Float.self)
  }

  func codes(_ row: Int) -> UnsafeRawBufferPointer {
    let start = rows * (Self.idSize + Self.scaleSize) + row * dimension
    return UnsafeRawBufferPointer(rebasing: bytes[start..<start + dimension])
  }

  /// Whether a row is not that of a vector.
  func differs(_ row: Int, from vector: [Float]?) -> Bool {
    guard let query = vector?.withUnsafeBufferPointer({ CompactQuery($0) }) else { return true }
    return query.scale != scale(row) || !query.codes.elementsEqual(codes(row).bindMemory(to: Int8.self))
  }

  /// scores (rows from `row` on) = inner products with a query.
  func scan(_ query: CompactQuery, from row: Int = 0, into scores: UnsafeMutablePointer<Float>) {
    guard let base = bytes.baseAddress, row < rows else { return }
    let scales = (base + rows * Self.idSize).assumingMemoryBound(to: Float.self)
    let codes = (base + rows * (Self.idSize + Self.scaleSize)).assumingMemoryBound(to: Int8.self)
    nk_scan_int8(
      codes + row * dimension, scales + row, query.codes, query.scale, scores, Int64(rows - row), Int64(dimension))
  }

  private static let idSize = MemoryLayout<Int64>.size
  private static let scaleSize = MemoryLayout<Float>.size

  /// A block being filled.
  struct Building {
    let dimension: Int
    private(set) var ids: [Int64] = []
    private var codes: [Int8] = []
    private var scales: [Float] = []

    init(dimension: Int) { self.dimension = dimension }

    var block: CompactBlock {
      let memory = CodeMemory(count: CompactBlock.byteCount(rows: ids.count, dimension: dimension)) { bytes in
        ids.withUnsafeBytes { bytes.copyMemory(from: $0) }
        let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[(ids.count * CompactBlock.idSize)...])
        scales.withUnsafeBytes { rest.copyMemory(from: $0) }
        codes.withUnsafeBytes {
          UnsafeMutableRawBufferPointer(rebasing: rest[(ids.count * CompactBlock.scaleSize)...]).copyMemory(from: $0)
        }
      }
      return CompactBlock(rows: ids.count, dimension: dimension, memory: memory)
    }

    /// Adds a row of another block.
    mutating func append(_ row: Int, of block: CompactBlock) {
      ids.append(block.id(row))
      scales.append(block.scale(row))
      codes.append(contentsOf: block.codes(row).bindMemory(to: Int8.self))
    }

    /// Adds a fact's vector, rounded.
    mutating func append(_ id: Int64, _ vector: UnsafeMutableBufferPointer<Float>) {
      let rounded = CompactQuery(UnsafeBufferPointer(vector))
      ids.append(id)
      scales.append(rounded.scale)
      codes += rounded.codes
    }
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
