import Foundation

/// Losses with their gradients.
enum Losses {
  /// Cross-entropy of softmax(logits) against `label`, and the gradient of the logits, both times `weight`.
  static func crossEntropy(_ logits: [Float], label: Int, weight: Float) -> (loss: Double, dlogits: [Float]) {
    let top = logits.max() ?? 0
    let exponentials = logits.map { Foundation.exp($0 - top) }
    let sum = exponentials.reduce(0, +)
    let loss = Double(weight) * (Double(Foundation.log(sum)) - Double(logits[label] - top))
    var gradient = exponentials.map { $0 / sum * weight }
    gradient[label] -= weight
    return (loss, gradient)
  }

  /// Binary cross-entropy of a logit, and its gradient.
  static func logistic(_ logit: Float, target: Bool, weight: Float) -> (loss: Double, dlogit: Float) {
    let probability = 1 / (1 + Foundation.exp(-logit))
    let chosen = max(target ? probability : 1 - probability, 1e-12)
    return (Double(-Foundation.log(chosen)) * Double(weight), (probability - (target ? 1 : 0)) * weight)
  }
}
