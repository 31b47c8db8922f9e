import Encoder

/// A linear layer on some rows of the hidden states; forward and backward in plain loops, since heads are narrow.
public struct ReaderHead: Sendable {
  public let name: String
  public let inputs: Int
  public let outputs: Int
  let weight: Int
  let bias: Int

  init(_ name: String, inputs: Int, outputs: Int, layout: ParameterLayout) {
    self.name = name
    self.inputs = inputs
    self.outputs = outputs
    weight = layout.offset(name + ".weight")
    bias = layout.offset(name + ".bias")
  }

  // row (C) -> logits (O)
  public func forward(_ parameters: UnsafePointer<Float>, row: UnsafePointer<Float>) -> [Float] {
    (0..<outputs).map { output in
      parameters[bias + output] + VectorMath.dot(parameters + weight + output * inputs, row, inputs)
    }
  }

  // dlogits (O) -> weight and bias gradients added to, drow (C) added to
  public func backward(
    _ parameters: UnsafePointer<Float>, _ gradients: UnsafeMutablePointer<Float>, row: UnsafePointer<Float>,
    dlogits: [Float], drow: UnsafeMutablePointer<Float>
  ) {
    for (output, d) in dlogits.enumerated() where d != 0 {
      gradients[bias + output] += d
      VectorMath.add(gradients + weight + output * inputs, row, scale: d, inputs)
      VectorMath.add(drow, parameters + weight + output * inputs, scale: d, inputs)
    }
  }
}

/// The reader's and planner's heads over the encoder's last hidden states.
public struct ReaderHeads: Sendable {
  /// From `[CLS]` of a reading: one logit a `SupportClass`.
  public let support: ReaderHead
  /// From each fact word: three logits (O, B, I) a `SpanRole`.
  public let tags: ReaderHead
  /// An answer's and a measure's or condition's projections, whose scaled dot product says whether they pair.
  public let pairAnswer: ReaderHead
  public let pairOther: ReaderHead
  /// From `[CLS]` of a question alone.
  public let operation: ReaderHead
  public let counting: ReaderHead
  public let measure: ReaderHead
  /// No comparator, then one logit a `Comparator`.
  public let comparator: ReaderHead
  /// One logit a `LimitClass`.
  public let limit: ReaderHead
  /// From each question word: three logits (O, B, I) a `QuestionRole`.
  public let questionTags: ReaderHead
  /// Whether a lookup has one answer or several.
  public let several: ReaderHead
  /// From `[CLS]` of a reading of two facts: one logit a `Succession`.
  public let succession: ReaderHead

  static let pairSize = 64

  private static let sizes: [(String, Int)] = [
    ("heads.support", SupportClass.allCases.count), ("heads.tags", 3 * SpanRole.allCases.count),
    ("heads.pair_answer", pairSize), ("heads.pair_other", pairSize),
    ("heads.operation", Operator.allCases.count), ("heads.counting", Counting.allCases.count),
    ("heads.measure", MeasureKind.allCases.count), ("heads.comparator", 1 + Comparator.allCases.count),
    ("heads.limit", LimitClass.allCases.count), ("heads.question_tags", 3 * QuestionRole.allCases.count),
    ("heads.several", 2), ("heads.succession", Succession.allCases.count),
  ]

  /// Names and shapes of the heads' tensors, in the order of the layout.
  public static func tensors(hidden: Int) -> [(name: String, shape: [Int])] {
    sizes.flatMap { [(name: $0.0 + ".weight", shape: [$0.1, hidden]), (name: $0.0 + ".bias", shape: [$0.1])] }
  }

  public init(layout: ParameterLayout, hidden: Int) {
    let heads = Self.sizes.map { ReaderHead($0.0, inputs: hidden, outputs: $0.1, layout: layout) }
    support = heads[0]
    tags = heads[1]
    pairAnswer = heads[2]
    pairOther = heads[3]
    operation = heads[4]
    counting = heads[5]
    measure = heads[6]
    comparator = heads[7]
    limit = heads[8]
    questionTags = heads[9]
    several = heads[10]
    succession = heads[11]
  }

  /// The logit that an answer and another span of a fact belong together, from the rows of their first words.
  public func pairLogit(
    _ parameters: UnsafePointer<Float>, answer: UnsafePointer<Float>, other: UnsafePointer<Float>
  ) -> Float {
    let a = pairAnswer.forward(parameters, row: answer)
    let b = pairOther.forward(parameters, row: other)
    return zip(a, b).reduce(Float(0)) { $0 + $1.0 * $1.1 } / Float(Self.pairSize).squareRoot()
  }

  /// Gradients of `pairLogit`, given the logit's.
  public func pairBackward(
    _ parameters: UnsafePointer<Float>, _ gradients: UnsafeMutablePointer<Float>, answer: UnsafePointer<Float>,
    other: UnsafePointer<Float>, dlogit: Float, danswer: UnsafeMutablePointer<Float>,
    dother: UnsafeMutablePointer<Float>
  ) {
    let scale = dlogit / Float(Self.pairSize).squareRoot()
    let a = pairAnswer.forward(parameters, row: answer)
    let b = pairOther.forward(parameters, row: other)
    pairAnswer.backward(parameters, gradients, row: answer, dlogits: b.map { $0 * scale }, drow: danswer)
    pairOther.backward(parameters, gradients, row: other, dlogits: a.map { $0 * scale }, drow: dother)
  }
}
