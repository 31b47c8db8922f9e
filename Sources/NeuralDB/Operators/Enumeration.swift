import Foundation

/// What a fact states of several things one after the other (*hall 3,200, music 2,750, flowers 410*): answers and the
/// measures or conditions that are theirs take turns.
///
/// Span by span the reader is unsure of some of these, and its pair scores of which belongs to which; that they take
/// turns decides both. The likeliest sequence that does is found by dynamic programming over the spans in the order of
/// the text (Viterbi 1967, with the two roles for states).
enum Enumeration {
  /// An answer and what is its, as indices of spans.
  struct Entry: Hashable {
    var answer: Int
    var partner: Int
  }

  private struct Path {
    var gain: Float
    var spans: [Int]
  }

  /// The entries of the fact that likeliest enumerates, in the order of the text; empty where none enumerates two.
  ///
  /// - Parameters:
  ///   - role: of the partners: measures or conditions.
  ///   - threshold: the probability above which a span speaks for a longer enumeration, below which against it.
  static func entries(_ reading: Reading, _ role: SpanRole, threshold: Float) -> [Entry] {
    let facts = Set(reading.spans.map(\.fact)).sorted()
    let found = facts.flatMap { fact in
      [(SpanRole.answer, role), (role, .answer)].map { turns(reading, $0, in: fact, threshold) }
    }
    guard let best = found.filter({ $0.spans.count >= 4 }).max(by: { $0.gain < $1.gain }) else { return [] }
    return stride(from: 0, to: best.spans.count, by: 2).map { index in
      let (first, second) = (best.spans[index], best.spans[index + 1])
      return reading.spans[first].role == .answer
        ? Entry(answer: first, partner: second) : Entry(answer: second, partner: first)
    }
  }

  /// The likeliest sequence of spans in which `roles` take turns, whole pairs of them.
  private static func turns(
    _ reading: Reading, _ roles: (SpanRole, SpanRole), in fact: Int, _ threshold: Float
  ) -> Path {
    let spans = reading.spans
    let ordered = spans.indices
      .filter { spans[$0].fact == fact && (spans[$0].role == roles.0 || spans[$0].role == roles.1) }
      .sorted {
        (spans[$0].range.upperBound, spans[$0].range.lowerBound) < (
          spans[$1].range.upperBound, spans[$1].range.lowerBound
        )
      }
    var closed: [(end: Int, path: Path)] = [(0, Path(gain: 0, spans: []))]
    var open: [(end: Int, path: Path)] = []
    for index in ordered {
      let span = spans[index]
      let isFirst = span.role == roles.0
      let before = (isFirst ? closed : open).filter { $0.end <= span.range.lowerBound }
      guard var path = before.map(\.path).max(by: { $0.gain < $1.gain }) else { continue }
      path.gain += Foundation.log(max(span.score, 1e-6) / threshold)
      path.spans.append(index)
      if isFirst {
        open.append((span.range.upperBound, path))
      } else {
        closed.append((span.range.upperBound, path))
      }
    }
    return closed.map(\.path).max { $0.gain < $1.gain } ?? Path(gain: 0, spans: [])
  }
}
