import Encoder
import Foundation

/// The reader tower: reads support sets for a question and plans questions.
public struct ReaderModel: Sendable {
  public let tokenizer: WordPieceTokenizer
  public let runner: EncoderRunner
  private let heads: ReaderHeads
  /// Longest sequence.
  private let limit: Int
  /// Lets spans through that are a twentieth as likely as none: `Thresholds` decide which of them count.
  private static let generosity: Float = 3
  /// Operators of a lower probability are no alternatives.
  private static let leastOperator: Float = 0.02

  public init(tokenizer: WordPieceTokenizer, runner: EncoderRunner) {
    self.tokenizer = tokenizer
    self.runner = runner
    let parameters = runner.parameters
    limit = min(ReaderInput.limit, parameters.configuration.positions)
    heads = ReaderHeads(layout: parameters.layout, hidden: parameters.configuration.hiddenSize)
  }

  /// Reads every set, in parallel; the order of the result is that of `sets`.
  ///
  /// - Parameter sets: each a list of fact texts.
  public func read(_ question: String, sets: [[String]]) throws -> [Reading] {
    let asked = tokenizer.tokenize(question)
    let inputs = sets.map { set in
      ReaderInput(question: asked, facts: set.map { tokenizer.tokenize($0) }, tokenizer: tokenizer, limit: limit)
    }
    let readings = IndexedResults(count: inputs.count, empty: Reading(support: [1, 0, 0, 0, 0]))
    try runner.run(inputs.map(\.sequence)) { index, states, _ in
      readings.set(index, reading(inputs[index], states))
    }
    return readings.values
  }

  /// The plan of a question.
  public func plan(_ question: String) throws -> Plan {
    let input = ReaderInput(question: tokenizer.tokenize(question), facts: [], tokenizer: tokenizer, limit: limit)
    let plans = IndexedResults(count: 1, empty: Plan(operation: .set))
    try runner.run([input.sequence]) { index, states, _ in
      plans.set(index, plan(question, input, states))
    }
    return plans.values[0]
  }

  private func reading(_ input: ReaderInput, _ states: UnsafePointer<Float>) -> Reading {
    let parameters = runner.parameters.pointer
    let hidden = runner.parameters.configuration.hiddenSize
    var result = Reading(support: Self.softmax(heads.support.forward(parameters, row: states)))
    if input.factWords.count == 2 {
      result.succession = Self.softmax(heads.succession.forward(parameters, row: states))
    }
    guard result.probability(.answers) > 0.001 else { return result }
    let logits = input.factWords.map { words in
      words.map { heads.tags.forward(parameters, row: states + $0.token * hidden) }
    }
    for role in SpanRole.allCases {
      for (fact, words) in input.factWords.enumerated() {
        let required = role == .answer && fact == input.factWords.count - 1 && result.spans.isEmpty
        let tags = logits[fact].map { Array($0[3 * role.rawValue..<3 * role.rawValue + 3]) }
        for stretch in TagDecoder.spans(tags, required: required, generosity: Self.generosity) {
          let first = words[stretch.words.lowerBound]
          let last = words[stretch.words.upperBound - 1]
          result.spans.append(
            ReadSpan(
              role: role, fact: fact, range: first.range.lowerBound..<last.range.upperBound, score: stretch.score,
              token: first.token))
        }
      }
    }
    for (a, answer) in result.spans.enumerated() where answer.role == .answer {
      for (o, other) in result.spans.enumerated() where other.role != .answer {
        let logit = heads.pairLogit(
          parameters, answer: states + answer.token * hidden, other: states + other.token * hidden)
        result.pairs[[a, o]] = 1 / (1 + Foundation.exp(-logit))
      }
    }
    return result
  }

  private func plan(_ question: String, _ input: ReaderInput, _ states: UnsafePointer<Float>) -> Plan {
    let parameters = runner.parameters.pointer
    let hidden = runner.parameters.configuration.hiddenSize
    func choose(_ head: ReaderHead) -> Int {
      let logits = head.forward(parameters, row: states)
      return logits.indices.max { logits[$0] < logits[$1] } ?? 0
    }
    let tags = input.questionWords.map { heads.questionTags.forward(parameters, row: states + $0.token * hidden) }
    func stretches(_ role: QuestionRole, required: Bool) -> [String] {
      let own = tags.map { Array($0[3 * role.rawValue..<3 * role.rawValue + 3]) }
      return TagDecoder.spans(own, required: required).map { stretch in
        let words = input.questionWords[stretch.words]
        let range = (words.first?.range.lowerBound ?? 0)..<(words.last?.range.upperBound ?? 0)
        return question.utf8Text(role == .constant ? ValueParser.whole(range, in: question) : range)
      }
    }
    let operators = zip(Operator.allCases, Self.softmax(heads.operation.forward(parameters, row: states)))
      .sorted { $0.1 > $1.1 }
    let comparator = choose(heads.comparator)
    var assembly = PlanAssembly(
      operation: operators[0].0, confidence: Double(operators[0].1),
      counting: Counting.allCases[choose(heads.counting)],
      measure: MeasureKind.allCases[choose(heads.measure)],
      comparator: comparator == 0 ? nil : Comparator.allCases[comparator - 1],
      limit: LimitClass.allCases[choose(heads.limit)], constants: stretches(.constant, required: false),
      limits: stretches(.limit, required: false), items: stretches(.item, required: false),
      expectsSeveral: choose(heads.several) == 1)
    var plan = assembly.plan
    for (operation, probability) in operators.dropFirst() where probability >= Self.leastOperator {
      assembly.operation = operation
      assembly.confidence = Double(probability)
      plan.others.append(assembly.plan)
    }
    return plan
  }

  static func softmax(_ logits: [Float]) -> [Float] {
    let top = logits.max() ?? 0
    let exponentials = logits.map { Foundation.exp($0 - top) }
    let sum = exponentials.reduce(0, +)
    return exponentials.map { $0 / sum }
  }
}
