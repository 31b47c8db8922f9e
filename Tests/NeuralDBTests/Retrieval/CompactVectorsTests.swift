import Encoder
import Testing

@testable import NeuralDB

@Suite struct CompactVectorsTests {
  /// Facts 2, 4, 6 and so on, each with a vector of its own.
  func append(_ count: Int, to vectors: inout CompactVectors) {
    var id = vectors.newest
    let last = id + Int64(2 * count)
    vectors.append { row in
      guard id < last else { return nil }
      id += 2
      var random = SeededRandom(seed: UInt64(id))
      for column in row.indices { row[column] = random.normal() }
      return id
    }
  }

  @Test func appendedInPartsOrAtOnceIsTheSame() {
    var (parts, whole) = (CompactVectors(dimension: 8), CompactVectors(dimension: 8))
    append(40_000, to: &whole)
    for count in [1, 16_383, 1, 0, 20_000, 3_615] { append(count, to: &parts) }
    #expect(parts.count == 40_000)
    #expect(parts.ids == (1...40_000).map { Int64(2 * $0) })
    #expect([0, 16_383, 16_384, 39_999].map { parts.id($0) } == [2, 32_768, 32_770, 80_000])
    #expect(parts.starts == whole.starts)
    #expect(zip(parts.blocks, whole.blocks).allSatisfy { $0.codes == $1.codes && $0.scales == $1.scales })
  }

  @Test func factsThatAreDroppedLeaveNoMemoryBehind() {
    var vectors = CompactVectors(dimension: 8)
    append(40_000, to: &vectors)
    let kept = vectors.keeping(vectors.ids.filter { $0 > 32_768 && $0 != 70_000 } + [90_000])
    #expect(kept.count == 40_000 - 16_384 - 1)
    #expect(kept.blocks.count == 2)
    #expect(kept.blocks[0] === vectors.blocks[1])
    #expect(kept.id(kept.count - 1) == 80_000)
    #expect(kept.blocks[1].codes.count == kept.blocks[1].ids.count * 8)
  }
}
