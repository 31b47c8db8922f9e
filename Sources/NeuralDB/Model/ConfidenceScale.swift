import Foundation

/// Turns a raw score into the probability of being right: a logistic curve over its log-odds, fitted on held-out
/// questions (Platt 1999), one for answers and one for *unknown*.
public struct ConfidenceScale: Codable, Sendable, Hashable {
  public struct Curve: Codable, Sendable, Hashable {
    public var slope: Double
    public var offset: Double

    public init(slope: Double, offset: Double) {
      self.slope = slope
      self.offset = offset
    }

    /// - Parameter score: 0...1.
    public func probability(_ score: Double) -> Double {
      1 / (1 + Foundation.exp(-(slope * Self.logOdds(score) + offset)))
    }

    static func logOdds(_ score: Double) -> Double {
      let score = min(max(score, 1e-6), 1 - 1e-6)
      return Foundation.log(score / (1 - score))
    }

    /// The likeliest curve for scores and whether each was right, with a weak pull towards leaving scores as they are;
    /// Newton's method.
    public static func fitted(_ samples: [(score: Double, isRight: Bool)]) -> Curve {
      var (slope, offset) = (1.0, 0.0)
      let pull = 1.0
      for _ in 0..<50 {
        var (gs, go, hss, hso, hoo) = (pull * (slope - 1), pull * offset, pull, 0.0, pull)
        for sample in samples {
          let x = logOdds(sample.score)
          let p = 1 / (1 + Foundation.exp(-(slope * x + offset)))
          let error = p - (sample.isRight ? 1 : 0)
          let weight = max(p * (1 - p), 1e-9)
          gs += error * x
          go += error
          hss += weight * x * x
          hso += weight * x
          hoo += weight
        }
        let determinant = hss * hoo - hso * hso
        guard determinant > 1e-12 else { break }
        let (ds, d0) = ((hoo * gs - hso * go) / determinant, (hss * go - hso * gs) / determinant)
        slope = max(0, slope - ds)
        offset -= d0
        if abs(ds) + abs(d0) < 1e-9 { break }
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
