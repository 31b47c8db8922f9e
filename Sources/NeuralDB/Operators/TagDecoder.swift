import Foundation

/// Turns per-word O, B, I logits into spans: the likeliest sequence in which I follows B or I (Viterbi).
enum TagDecoder {
  struct Stretch: Hashable {
    var words: Range<Int>
    /// Probability of the first word's tag.
    var score: Float
  }

  /// - Parameters:
  ///   - logits: three a word: outside, begin, inside.
  ///   - required: when no word would be tagged, tag the likeliest start all the same.
  ///   - generosity: added to the log-probability of a beginning that follows an outside, so that less likely stretches
  ///     are offered too; their scores stay what they are.
  static func spans(_ logits: [[Float]], required: Bool = false, generosity: Float = 0) -> [Stretch] {
    guard !logits.isEmpty else { return [] }
    let scores = logits.map(logSoftmax)
    var path = viterbi(scores, generosity)
    if required, !path.contains(1), let best = scores.indices.max(by: { scores[$0][1] < scores[$1][1] }) {
      path[best] = 1
      var next = best + 1
      while next < scores.count, scores[next][2] > scores[next][0] {
        path[next] = 2
        next += 1
      }
    }
    var result: [Stretch] = []
    for (word, tag) in path.enumerated() {
      if tag == 1 {
        result.append(Stretch(words: word..<word + 1, score: Foundation.exp(scores[word][1])))
      } else if tag == 2, let last = result.last {
        result[result.count - 1] = Stretch(words: last.words.lowerBound..<word + 1, score: last.score)
      }
    }
    return result
  }

  private static func viterbi(_ scores: [[Float]], _ generosity: Float) -> [Int] {
    var best: [Float] = [scores[0][0], scores[0][1] + generosity, -.infinity]
    var back: [[Int]] = []
    for score in scores.dropFirst() {
      let inside = best[1] >= best[2] ? 1 : 2
      let outside = best[0] >= best[inside] ? 0 : inside
      let begin = best[0] + generosity >= best[inside] ? 0 : inside
      back.append([outside, begin, inside])
      best = [
        best[outside] + score[0], best[begin] + score[1] + (begin == 0 ? generosity : 0), best[inside] + score[2],
      ]
    }
    var tag = best.indices.max { best[$0] < best[$1] } ?? 0
    var path = [tag]
    for step in back.reversed() {
      tag = step[tag]
      path.append(tag)
    }
    return path.reversed()
  }

  private static func logSoftmax(_ logits: [Float]) -> [Float] {
    let top = logits.max() ?? 0
    let sum = logits.reduce(Float(0)) { $0 + Foundation.exp($1 - top) }
    return logits.map { $0 - top - Foundation.log(sum) }
  }
}
