import Foundation

/// Turns a raw score into the probability of being right: a logistic curve over its log-odds, fitted on held-out
/// questions (Platt 1999), one for answers and one for *unknown*.
public struct ConfidenceScale: Codable, Sendable, Hashable {
  /// A raw score, whether its answer was right, and what the question counts among the others.
  public struct Sample: Sendable {
    public var score: Double
    public var isRight: Bool
    public var weight: Double

    public init(score: Double, isRight: Bool, weight: Double = 1) {
      self.score = score
      self.isRight = isRight
      self.weight = weight
    }
  }

  public struct Curve: Codable, Sendable, Hashable {
    public var slope: Double
    public var offset: Double

    public init(slope: Double, offset: Double) {
      self.slope = slope
      self.offset = offset
    }

    /// - Parameter score: 0...1.
    public func probability(_ score: Double) -> Double {
      1 / (1 + Foundation.exp(-(slope * score.logOdds + offset)))
    }

    /// The likeliest curve for scores and whether each was right, with a weak pull towards leaving scores as they are;
    /// Newton's method, with steps halved until they lower the loss.
    public static func fitted(_ samples: [Sample]) -> Curve {
      var (slope, offset) = (1.0, 0.0)
      let pull = 1.0
      func loss(_ slope: Double, _ offset: Double) -> Double {
        samples.reduce(pull / 2 * ((slope - 1) * (slope - 1) + offset * offset)) { sum, sample in
          let z = (slope * sample.score.logOdds + offset) * (sample.isRight ? -1 : 1)
          return sum + sample.weight * (max(z, 0) + Foundation.log1p(Foundation.exp(-abs(z))))
        }
      }
      for _ in 0..<50 {
        var (gs, go, hss, hso, hoo) = (pull * (slope - 1), pull * offset, pull, 0.0, pull)
        for sample in samples {
          let x = sample.score.logOdds
          let p = 1 / (1 + Foundation.exp(-(slope * x + offset)))
          let error = sample.weight * (p - (sample.isRight ? 1 : 0))
          let weight = sample.weight * max(p * (1 - p), 1e-9)
          gs += error * x
          go += error
          hss += weight * x * x
          hso += weight * x
          hoo += weight
        }
        let determinant = hss * hoo - hso * hso
        guard determinant > 1e-12 else { break }
        let (ds, d0) = ((hoo * gs - hso * go) / determinant, (hss * go - hso * gs) / determinant)
        let before = loss(slope, offset)
        var step = 1.0
        while step > 1e-6, loss(slope - step * ds, offset - step * d0) > before { step /= 2 }
        guard step > 1e-6 else { break }
        slope -= step * ds
        offset -= step * d0
        if abs(ds) + abs(d0) < 1e-9 { break }
      }
      // A score that goes the wrong way says nothing.
      if slope < 0 {
        let right = samples.filter(\.isRight).map(\.weight).reduce(0, +)
        let wrong = samples.filter { !$0.isRight }.map(\.weight).reduce(0, +)
        return Curve(slope: 0, offset: Foundation.log((right + 1) / (wrong + 1)))
      }
      return Curve(slope: slope, offset: offset)
    }
  }

  public var known: Curve
  public var unknown: Curve

  public init(known: Curve, unknown: Curve) {
    self.known = known
    self.unknown = unknown
  }
}

extension Double {
  /// The log-odds of a probability, kept finite.
  var logOdds: Double {
    let probability = min(max(self, 1e-6), 1 - 1e-6)
    return Foundation.log(probability / (1 - probability))
  }
}
