import Encoder

/// The best of many facts by similarity, ties by id, in a buffer that is cut back whenever it has doubled.
struct BestMatches {
  let limit: Int
  private var bar: Float
  private var matches: [VectorIndex.Match] = []

  /// At most `limit`, none below `floor`.
  init(limit: Int, floor: Float) {
    self.limit = limit
    bar = floor
  }

  var sorted: [VectorIndex.Match] {
    var copy = self
    copy.cut()
    return copy.matches
  }

  mutating func take(_ similarity: Float, _ id: Int64) {
    guard similarity >= bar, limit > 0 else { return }
    matches.append(VectorIndex.Match(id: id, similarity: similarity))
    if matches.count >= 2 * limit + 64 { cut() }
  }

  /// Takes the first `count` of `scores`, each of the fact that `id` names.
  mutating func take(_ scores: FloatBuffer, count: Int, id: (Int) -> Int64) {
    for row in 0..<count where scores.pointer[row] >= bar { take(scores.pointer[row], id(row)) }
  }

  private mutating func cut() {
    matches.sort { ($1.similarity, $0.id) < ($0.similarity, $1.id) }
    matches.removeLast(max(0, matches.count - limit))
    if matches.count == limit, let last = matches.last { bar = max(bar, last.similarity) }
  }
}
