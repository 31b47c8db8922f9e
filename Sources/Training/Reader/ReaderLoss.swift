import Encoder
import Foundation
import NeuralDB

/// Sums of a training step, for the progress line.
public struct LossReport: Sendable {
  public var total = 0.0
  public var support = 0.0
  public var tags = 0.0
  public var pairs = 0.0
  public var plan = 0.0
  public var succession = 0.0
  public var choice = 0.0
  public var tokens = 0
  /// Tokens that were gone back through.
  public var learned = 0

  static func + (a: LossReport, b: LossReport) -> LossReport {
    LossReport(
      total: a.total + b.total, support: a.support + b.support, tags: a.tags + b.tags, pairs: a.pairs + b.pairs,
      plan: a.plan + b.plan, succession: a.succession + b.succession, choice: a.choice + b.choice,
      tokens: a.tokens + b.tokens, learned: a.learned + b.learned)
  }
}

/// The heads' multi-task loss over the hidden states of a packed batch, and its gradient.
struct ReaderLoss {
  let heads: ReaderHeads
  let hidden: Int
  /// A tagging error costs this much of a support error: a span needs every word right.
  var tagWeight: Float = 0.3
  var pairWeight: Float = 0.3
  var planWeight: Float = 0.5
  var successionWeight: Float = 0.5
  /// A choice counts this much for each of its readings.
  var choiceWeight: Float = 1

  /// - Parameters:
  ///   - choices: stretches of `targets` whose first is learned against the others too.
  ///   - states: last hidden states (T,C).
  ///   - dstates: their gradient (T,C), added to.
  ///   - scale: the weight of one sequence, one over the batch size.
  /// - Returns: the batch's loss, and each sequence's without its scale.
  func apply(
    _ targets: [ReaderTarget], choices: [Range<Int>], batch: EncoderBatch, parameters: UnsafePointer<Float>,
    gradients: UnsafeMutablePointer<Float>, states: UnsafePointer<Float>, dstates: UnsafeMutablePointer<Float>,
    scale: Float
  ) -> (report: LossReport, items: [Double]) {
    var report = LossReport()
    report.tokens = batch.tokens
    var items: [Double] = []
    func frame(_ index: Int) -> Frame {
      let start = batch.offsets[index] * hidden
      return Frame(
        parameters: parameters, gradients: gradients, states: states + start, dstates: dstates + start, hidden: hidden)
    }
    for (index, target) in targets.enumerated() {
      let frame = frame(index)
      if let support = target.support {
        report.support += frame.classify(heads.support, token: 0, label: support.rawValue, weight: scale)
      }
      if let succession = target.succession {
        report.succession += frame.classify(
          heads.succession, token: 0, label: succession.rawValue, weight: scale * successionWeight)
      }
      let tagger = target.plan == nil ? heads.tags : heads.questionTags
      let tagLoss = target.tags.reduce(0.0) {
        $0 + frame.tag(tagger, token: $1.token, labels: $1.labels, weight: scale * tagWeight)
      }
      if target.plan == nil { report.tags += tagLoss } else { report.plan += tagLoss }
      for pair in target.pairs {
        report.pairs += frame.pair(heads, pair, weight: scale * pairWeight / Float(target.pairs.count))
      }
      if let plan = target.plan { report.plan += planLoss(plan, frame, scale * planWeight) }
      let total = report.support + report.tags + report.pairs + report.plan + report.succession
      items.append((total - report.total) / Double(scale))
      report.total = total
    }
    for choice in choices {
      let (loss, pulls) = choose(choice.map(frame), weight: scale * choiceWeight * Float(choice.count))
      report.choice += loss
      report.total += loss
      for (index, pull) in zip(choice, pulls) { items[index] += Double(abs(pull) / scale) }
    }
    return (report, items)
  }

  /// The cross-entropy of the first reading among all of a choice, over their log-odds of yielding something, as Gao, Dai
  /// and Callan 2021 ("Rethink Training of BERT Rerankers in Multi-Stage Retrieval Pipeline") train on the rivals that a
  /// retriever leaves: a fact that does not answer must not only be unlikely to, but less likely than the one that does.
  ///
  /// - Returns: the loss, and its gradient by each reading's log-odds.
  private func choose(_ frames: [Frame], weight: Float) -> (loss: Double, pulls: [Float]) {
    let odds = frames.map { $0.yield(heads.support) }
    let (loss, pulls) = Losses.crossEntropy(odds.map(\.logOdds), label: 0, weight: weight)
    for (index, pull) in pulls.enumerated() {
      frames[index].back(heads.support, dlogits: odds[index].gradient.map { $0 * pull })
    }
    return (loss, pulls)
  }

  private func planLoss(_ plan: PlannerExample, _ frame: Frame, _ weight: Float) -> Double {
    var loss = 0.0
    func classify(_ head: ReaderHead, _ label: Int?) {
      guard let label else { return }
      loss += frame.classify(head, token: 0, label: label, weight: weight)
    }
    classify(heads.operation, plan.operation.flatMap { Operator.allCases.firstIndex(of: $0) })
    classify(heads.counting, plan.counting.flatMap { Counting.allCases.firstIndex(of: $0) })
    classify(heads.measure, plan.measure.flatMap { MeasureKind.allCases.firstIndex(of: $0) })
    classify(heads.limit, plan.limit.map(\.rawValue))
    classify(heads.several, plan.several.map { $0 ? 1 : 0 })
    if let has = plan.hasComparator {
      let label = plan.comparator.flatMap { NeuralDB.Comparator.allCases.firstIndex(of: $0) }.map { $0 + 1 }
      classify(heads.comparator, has ? label : 0)
    }
    return loss
  }
}

/// One sequence's rows, and the heads' losses on them.
private struct Frame {
  let parameters: UnsafePointer<Float>
  let gradients: UnsafeMutablePointer<Float>
  let states: UnsafePointer<Float>
  let dstates: UnsafeMutablePointer<Float>
  let hidden: Int

  func classify(_ head: ReaderHead, token: Int, label: Int, weight: Float) -> Double {
    let row = states + token * hidden
    let (loss, gradient) = Losses.crossEntropy(head.forward(parameters, row: row), label: label, weight: weight)
    head.backward(parameters, gradients, row: row, dlogits: gradient, drow: dstates + token * hidden)
    return loss
  }

  /// The log-odds that a reading yields something, and their gradient by the support head's logits.
  func yield(_ head: ReaderHead) -> (logOdds: Float, gradient: [Float]) {
    let logits = head.forward(parameters, row: states)
    let top = logits.max() ?? 0
    let likelihoods = logits.map { Foundation.exp($0 - top) }
    let yields = SupportClass.allCases.map(\.yields)
    func sum(_ isYield: Bool) -> Float {
      max(zip(likelihoods, yields).reduce(0) { $0 + ($1.1 == isYield ? $1.0 : 0) }, .leastNormalMagnitude)
    }
    let (some, none) = (sum(true), sum(false))
    let gradient = zip(likelihoods, yields).map { $1 ? $0 / some : -$0 / none }
    return (Foundation.log(some) - Foundation.log(none), gradient)
  }

  /// Goes back from the logits of a head over `[CLS]`.
  func back(_ head: ReaderHead, dlogits: [Float]) {
    head.backward(parameters, gradients, row: states, dlogits: dlogits, drow: dstates)
  }

  /// Three independent O, B, I decisions, one a role.
  func tag(_ head: ReaderHead, token: Int, labels: [Int], weight: Float) -> Double {
    let row = states + token * hidden
    let logits = head.forward(parameters, row: row)
    var loss = 0.0
    var gradient: [Float] = []
    for (role, label) in labels.enumerated() {
      let part = Losses.crossEntropy(Array(logits[3 * role..<3 * role + 3]), label: label, weight: weight)
      loss += part.loss
      gradient += part.dlogits
    }
    head.backward(parameters, gradients, row: row, dlogits: gradient, drow: dstates + token * hidden)
    return loss
  }

  func pair(_ heads: ReaderHeads, _ pair: (answer: Int, other: Int, together: Bool), weight: Float) -> Double {
    let answer = states + pair.answer * hidden
    let other = states + pair.other * hidden
    let logit = heads.pairLogit(parameters, answer: answer, other: other)
    let (loss, gradient) = Losses.logistic(logit, target: pair.together, weight: weight)
    heads.pairBackward(
      parameters, gradients, answer: answer, other: other, dlogit: gradient, danswer: dstates + pair.answer * hidden,
      dother: dstates + pair.other * hidden)
    return loss
  }
}
