import Encoder
import Foundation
import NeuralDB

@testable import Training

/// `Goldens/trainer/cases.json`: examples and the losses PyTorch found while training on them.
struct TrainerGolden: Decodable {
  struct Options: Decodable {
    let peak: Float
    let warmUp: Int
    let steps: Int
    let decay: Float
    let clip: Float
  }

  struct Span: Decodable {
    let role: Int
    let fact: Int?
    let range: [Int]
  }

  /// A reading when it has a support class, else a plan.
  struct Item: Decodable {
    let question: String
    let facts: [String]?
    let support: Int?
    let succession: Int?
    let spans: [Span]?
    let pairs: [[Int]]?
    let operation: Operator?
    let counting: Counting?
    let measure: MeasureKind?
    let comparator: NeuralDB.Comparator?
    let hasComparator: Bool?
    let limit: Int?
    let several: Bool?
  }

  let configuration: EncoderConfiguration
  let vocabulary: [String]
  let options: Options
  let shards: [[Item]]
  /// By optimizer, the loss before each update.
  let losses: [String: [Double]]
  /// Support, tags, pairs, plan and succession of the first loss.
  let firstParts: [Double]

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Goldens/trainer")
  static let weights = folder.appending(path: "model.safetensors")

  static func load() throws -> TrainerGolden {
    try JSONDecoder().decode(TrainerGolden.self, from: Data(contentsOf: folder.appending(path: "cases.json")))
  }

  var trainerOptions: TrainerOptions {
    var result = TrainerOptions()
    result.schedule = LearningRateSchedule(peak: options.peak, warmUp: options.warmUp, steps: options.steps)
    result.decay = options.decay
    result.clip = options.clip
    result.dropout = 0
    result.shards = shards.count
    return result
  }
}

extension TrainerGolden.Item {
  var trainingItem: TrainingItem {
    guard let support = support.flatMap(SupportClass.init(rawValue:)) else { return .planner(plan) }
    let labelled = (spans ?? []).compactMap { span in
      SpanRole(rawValue: span.role).map {
        LabelledSpan(role: $0, fact: span.fact ?? 0, range: span.range[0]..<span.range[1])
      }
    }
    return .reader(
      ReaderExample(
        question: question, facts: facts ?? [], support: support, spans: labelled,
        pairs: (pairs ?? []).map { SpanPair(answer: $0[0], other: $0[1]) }, hasSpans: spans != nil,
        succession: succession.flatMap(Succession.init(rawValue:)), source: "golden"))
  }

  private var plan: PlannerExample {
    let stretches = spans?.compactMap { span in
      QuestionRole(rawValue: span.role).map { PlannerExample.Stretch(role: $0, range: span.range[0]..<span.range[1]) }
    }
    return PlannerExample(
      question: question, operation: operation, counting: counting, measure: measure, comparator: comparator,
      hasComparator: hasComparator, limit: limit.flatMap(LimitClass.init(rawValue:)), several: several,
      spans: stretches,
      source: "golden")
  }
}
