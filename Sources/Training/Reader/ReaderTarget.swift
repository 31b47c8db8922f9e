import Encoder
import NeuralDB

/// One sequence as token ids and labels of words.
struct ReaderTarget {
  var input: ReaderInput
  /// Fact words in order, with BIO labels by role; empty when tags are not trained.
  var tags: [(token: Int, labels: [Int])] = []
  var support: SupportClass?
  var succession: Succession?
  /// Token positions of answer and other span, and whether they belong together.
  var pairs: [(answer: Int, other: Int, together: Bool)] = []
  var plan: PlannerExample?

  /// The sequences of a batch, and which of them are a choice, its answer first.
  ///
  /// - Parameter limit: tokens of the longest sequence.
  static func of(
    _ items: [TrainingItem], tokenizer: WordPieceTokenizer, limit: Int
  ) -> (targets: [ReaderTarget], choices: [Range<Int>]) {
    var targets: [ReaderTarget] = []
    var choices: [Range<Int>] = []
    for item in items {
      switch item {
      case .reader(let example): targets.append(ReaderTarget(example, tokenizer, limit))
      case .planner(let example): targets.append(ReaderTarget(example, tokenizer, limit))
      case .choice(let examples):
        choices.append(targets.count..<targets.count + examples.count)
        targets += examples.map { ReaderTarget($0, tokenizer, limit) }
      }
    }
    return (targets, choices)
  }

  private init(_ example: ReaderExample, _ tokenizer: WordPieceTokenizer, _ limit: Int) {
    input = ReaderInput(
      question: tokenizer.tokenize(example.question), facts: example.facts.map { tokenizer.tokenize($0) },
      tokenizer: tokenizer, limit: limit)
    support = example.support
    if example.facts.count == 2 { succession = example.succession }
    if example.hasSpans, example.support == .answers { label(example) }
  }

  private init(_ example: PlannerExample, _ tokenizer: WordPieceTokenizer, _ limit: Int) {
    input = ReaderInput(question: tokenizer.tokenize(example.question), facts: [], tokenizer: tokenizer, limit: limit)
    plan = example
    guard let spans = example.spans else { return }
    tags = input.questionWords.map { ($0.token, [0, 0, 0]) }
    for span in spans { _ = Self.mark(span.range, input.questionWords, span.role.rawValue, &tags, from: 0) }
  }

  private mutating func label(_ example: ReaderExample) {
    var starts: [Int] = []
    for words in input.factWords {
      starts.append(tags.count)
      tags += words.map { ($0.token, [0, 0, 0]) }
    }
    let tokens = example.spans.map { span in
      span.fact < input.factWords.count
        ? Self.mark(span.range, input.factWords[span.fact], span.role.rawValue, &tags, from: starts[span.fact]) : nil
    }
    let belong = Set(example.pairs)
    for (a, answer) in example.spans.enumerated() where answer.role == .answer {
      for (o, other) in example.spans.enumerated() where other.role != .answer {
        guard let first = tokens[a], let second = tokens[o] else { continue }
        pairs.append((first, second, belong.contains(SpanPair(answer: a, other: o))))
      }
    }
  }

  /// Sets B and I on the words that `range` touches; the token of the first.
  private static func mark(
    _ range: Range<Int>, _ words: [ReaderInput.Word], _ role: Int, _ tags: inout [(token: Int, labels: [Int])],
    from start: Int
  ) -> Int? {
    var first: Int?
    for (index, word) in words.enumerated() where word.range.overlaps(range) {
      tags[start + index].labels[role] = first == nil ? 1 : 2
      if first == nil { first = word.token }
    }
    return first
  }
}
