import Testing

@testable import NeuralDB

/// Fitted confidence: stated probabilities match how often answers are right.
@Suite struct ConfidenceScaleTests {
  /// `count` answers of one score, of which `right` are right.
  private func samples(_ score: Double, _ count: Int, right: Int) -> [ConfidenceScale.Sample] {
    (0..<count).map { .init(score: score, isRight: $0 < right) }
  }

  @Test("Overconfident scores come down to their accuracy")
  func overconfident() {
    let curve = ConfidenceScale.Curve.fitted(
      samples(0.9999, 300, right: 150) + samples(0.99, 200, right: 60) + samples(0.6, 100, right: 10))
    #expect(abs(curve.probability(0.9999) - 0.5) < 0.06)
    #expect(abs(curve.probability(0.6) - 0.1) < 0.06)
    #expect(curve.probability(0.99) < curve.probability(0.9999))
  }

  @Test("A sample of weight three counts as three")
  func weights() {
    let curve = ConfidenceScale.Curve.fitted(samples(0.9, 40, right: 10) + samples(0.99, 30, right: 21))
    let weighted = ConfidenceScale.Curve.fitted(
      samples(0.9, 40, right: 10)
        + samples(0.99, 10, right: 7).map { .init(score: $0.score, isRight: $0.isRight, weight: 3) })
    #expect(abs(curve.probability(0.95) - weighted.probability(0.95)) < 1e-6)
  }

  @Test("Scores that say nothing, or the opposite, give the mean accuracy")
  func uninformative() {
    let flat = ConfidenceScale.Curve.fitted(samples(0.999999, 200, right: 90) + samples(0.5, 200, right: 90))
    #expect(abs(flat.probability(0.9) - 0.45) < 0.05)
    let inverted = ConfidenceScale.Curve.fitted(samples(0.999999, 200, right: 40) + samples(0.5, 200, right: 160))
    #expect(abs(inverted.probability(0.9) - 0.5) < 0.02)
  }

  @Test("Without samples scores stay nearly as they are")
  func empty() {
    #expect(abs(ConfidenceScale.Curve.fitted([]).probability(0.8) - 0.8) < 1e-9)
  }

  @Test("The error of stated confidence is its distance from accuracy, by bins")
  func reliability() throws {
    var reliability = Reliability()
    #expect(reliability.error == nil)
    for index in 0..<10 { reliability.add(confidence: 0.95, isRight: index < 5) }
    for index in 0..<10 { reliability.add(confidence: 0.25, isRight: index < 2) }
    #expect(abs(try #require(reliability.error) - 0.25) < 1e-9)
    #expect(reliability.svg(title: "a < b").contains("a &lt; b"))
  }
}
