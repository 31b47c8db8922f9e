import Foundation

/// Which measures and conditions of a reading go with which of its answers, by the learned pair scores.
///
/// One score a pair says too little where a fact lists several of both (*checkout 78 %, Ledger 61 %*): there each answer
/// takes a partner of its own, and they follow one another in the order of the text. The likeliest such assignment is
/// found by dynamic programming (Needleman and Wunsch 1970, without gaps among the answers).
struct SpanPairing {
  let reading: Reading
  /// Indices of spans, in the order of the text.
  let answers: [Int]
  /// The probability from which a partner counts.
  let threshold: Float

  /// The spans of `role` that belong to each answer: all that pair with it when `many`, else one or none.
  func partners(_ role: SpanRole, many: Bool) -> [[Int]] {
    let others = reading.spans.indices.filter { reading.spans[$0].role == role && reading.spans[$0].score >= threshold }
    if others.count < 2 { return answers.map { _ in others } }
    if many {
      return answers.map { answer in
        let paired = others.filter { (reading.pairs[[answer, $0]] ?? 0) > 0.5 }
        return paired.isEmpty ? likeliest(answer, others) : paired
      }
    }
    guard answers.count > 1, answers.count <= others.count, ordered(answers), ordered(others) else {
      return answers.map { likeliest($0, others) }
    }
    return aligned(others).map { [$0] }
  }

  private func probability(_ answer: Int, _ other: Int) -> Float {
    (reading.pairs[[answer, other]] ?? 0) * reading.spans[other].score
  }

  private func likeliest(_ answer: Int, _ others: [Int]) -> [Int] {
    others.max { probability(answer, $0) < probability(answer, $1) }.map { [$0] } ?? []
  }

  /// Whether the spans stand in one fact, one after the other.
  private func ordered(_ spans: [Int]) -> Bool {
    zip(spans, spans.dropFirst()).allSatisfy { first, second in
      reading.spans[first].fact == reading.spans[second].fact
        && reading.spans[first].range.upperBound <= reading.spans[second].range.lowerBound
    }
  }

  /// One partner an answer, each later in the text than the one before it; there are at least as many as answers.
  private func aligned(_ others: [Int]) -> [Int] {
    func gain(_ answer: Int, _ other: Int) -> Float {
      Foundation.log(max(probability(answers[answer], others[other]), 1e-6))
    }
    let (rows, columns) = (answers.count, others.count)
    // best[a][o]: of the first a answers among the first o partners.
    var best = Array(repeating: Array(repeating: -Float.infinity, count: columns + 1), count: rows + 1)
    best[0] = Array(repeating: 0, count: columns + 1)
    for answer in 1...rows {
      for other in answer...columns {
        best[answer][other] = max(
          other > answer ? best[answer][other - 1] : -.infinity,
          best[answer - 1][other - 1] + gain(answer - 1, other - 1))
      }
    }
    var chosen: [Int] = []
    var other = columns
    for answer in stride(from: rows, to: 0, by: -1) {
      while other > answer, best[answer][other] == best[answer][other - 1] { other -= 1 }
      chosen.append(others[other - 1])
      other -= 1
    }
    return chosen.reversed()
  }
}
