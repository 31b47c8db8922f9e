import Encoder
import Testing

@testable import NeuralDB

@Suite struct CompactVectorsTests {
  /// Hands over facts, each with a vector of its own.
  func source(_ ids: some Sequence<Int64>) -> (UnsafeMutableBufferPointer<Float>) -> Int64? {
    var rest = Array(ids)[...]
    return { row in
      guard let id = rest.popFirst() else { return nil }
      var random = SeededRandom(seed: UInt64(id))
      for column in row.indices { row[column] = random.normal() }
      return id
    }
  }

  func even(_ range: Range<Int64>) -> [Int64] { range.map { 2 * $0 } }

  /// Every fact has the codes of its own vector, and rows are counted right.
  func check(_ vectors: CompactVectors, are ids: [Int64]) {
    #expect(vectors.ids == ids)
    #expect(vectors.count == ids.count)
    #expect((0..<vectors.count).allSatisfy { vectors.id($0) == ids[$0] })
    let whole = CompactVectors(dimension: 8).changed(with: source(ids))
    func rows(_ vectors: CompactVectors) -> [[UInt8]] {
      vectors.blocks.flatMap { block in
        (0..<block.rows).map { row in
          Array(block.codes(row)) + withUnsafeBytes(of: block.scale(row)) { Array($0) }
        }
      }
    }
    #expect(rows(vectors) == rows(whole))
  }

  @Test func appendedInPartsOrAtOnceIsTheSame() {
    var parts = CompactVectors(dimension: 8)
    var next: Int64 = 1
    for count: Int64 in [1, 16_383, 1, 0, 20_000, 3_615] {
      parts = parts.changed(with: source(even(next..<next + count)))
      next += count
    }
    check(parts, are: even(1..<40_001))
    #expect(parts.starts == [0, 16_384, 32_768])
    #expect([0, 16_383, 16_384, 39_999].map { parts.id($0) } == [2, 32_768, 32_770, 80_000])
  }

  @Test func factsThatAreDroppedLeaveNoMemoryBehind() {
    let vectors = CompactVectors(dimension: 8).changed(with: source(even(1..<40_001)))
    let gone = even(1..<16_385) + [70_000, 90_000]
    let kept = vectors.changed(without: gone, with: source([]))
    check(kept, are: Set(vectors.ids).subtracting(gone).sorted())
    #expect(kept.blocks.count == 2)
    #expect(kept.blocks[0] === vectors.blocks[1])
    #expect(kept.blocks[1].bytes.count == CompactBlock.byteCount(rows: 40_000 - 32_769, dimension: 8))
  }

  @Test func factsComeBackWhereTheyWere() {
    let vectors = CompactVectors(dimension: 8).changed(with: source(even(1..<40_001)))
    let back: [Int64] = [1, 3, 4, 32_767, 32_768, 32_769, 65_537, 79_999, 80_000, 80_001, 90_000]
    let gone: [Int64] = [2, 3, 32_768, 79_998]
    let changed = vectors.changed(without: gone, with: source(back))
    // One that was here stays here only if it is not among the gone.
    let expected = Set(vectors.ids).union(back).subtracting([2, 32_768, 79_998]).sorted()
    check(changed, are: expected)
    #expect(changed.blocks.allSatisfy { $0.rows <= CompactVectors.blockRows })
    check(CompactVectors(dimension: 8).changed(without: [1], with: source([])), are: [])
    check(vectors.changed(without: vectors.ids, with: source([5])), are: [5])
  }

  @Test func manySearchesReadAsOneDoes() {
    let vectors = CompactVectors(dimension: 8).changed(with: source(even(1..<40_001)))
    var random = SeededRandom(seed: 3)
    let searches = (0..<9).map { index in
      VectorIndex.Search(
        query: (0..<8).map { _ in random.normal() }, from: index * 4_999, limit: [0, 1, 7, 500][index % 4],
        floor: index % 2 == 0 ? -100 : 2)
    }
    for (search, found) in zip(searches, vectors.nearest(searches)) {
      #expect(found == vectors.nearest([search])[0])
      #expect(found.count <= search.limit)
      #expect(found.allSatisfy { $0.similarity >= search.floor && $0.id > 2 * Int64(search.from) })
    }
  }
}
