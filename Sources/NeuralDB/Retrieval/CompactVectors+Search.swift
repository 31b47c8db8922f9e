import Encoder
import Synchronization

extension CompactVectors {
  /// The nearest of each search by rounded vectors. A block is read from memory once for all searches: with many,
  /// arithmetic takes the time.
  func nearest(_ searches: [VectorIndex.Search], workers: Int = Parallel.defaultWorkers) -> [[VectorIndex.Match]] {
    let queries = searches.map { search in search.query.withUnsafeBufferPointer { CompactQuery($0) } }
    let turn = Atomic(0)
    let lanes = min(workers, blocks.count)
    let found = IndexedResults(count: lanes, empty: [[VectorIndex.Match]]())
    Parallel.each(count: lanes) { lane in
      let scores = FloatBuffer(count: Self.blockRows)
      var best = searches.map { BestMatches(limit: $0.limit, floor: $0.floor) }
      while true {
        let place = turn.wrappingAdd(1, ordering: .relaxed).oldValue
        guard place < blocks.count else { break }
        let block = blocks[place]
        for (index, search) in searches.enumerated() where search.limit > 0 {
          let first = max(0, search.from - starts[place])
          guard first < block.rows else { continue }
          block.scan(queries[index], from: first, into: scores.pointer)
          best[index].take(scores, count: block.rows - first) { block.id(first + $0) }
        }
      }
      found.set(lane, best.map(\.sorted))
    }
    return searches.enumerated().map { index, search in
      var best = BestMatches(limit: search.limit, floor: search.floor)
      for lane in found.values { for match in lane[index] { best.take(match.similarity, match.id) } }
      return best.sorted
    }
  }
}
