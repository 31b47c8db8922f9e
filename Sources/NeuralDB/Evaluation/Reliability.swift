import Foundation

/// How well stated confidences match how often answers are right: ten bins of confidence.
public struct Reliability: Sendable, Hashable {
  public struct Bin: Sendable, Hashable {
    public var count = 0
    public var right = 0
    /// Sum of the confidences.
    public var confidence = 0.0
  }

  public private(set) var bins = [Bin](repeating: Bin(), count: 10)

  public init() {}

  public mutating func add(confidence: Double, isRight: Bool) {
    let bin = min(9, max(0, Int(confidence * 10)))
    bins[bin].count += 1
    bins[bin].right += isRight ? 1 : 0
    bins[bin].confidence += confidence
  }

  public mutating func merge(_ other: Reliability) {
    for (index, bin) in other.bins.enumerated() {
      bins[index].count += bin.count
      bins[index].right += bin.right
      bins[index].confidence += bin.confidence
    }
  }

  /// Expected calibration error (Guo et al. 2017), 0...1: the mean distance of confidence and accuracy over bins, by
  /// their size; nil without questions.
  public var error: Double? {
    let total = bins.reduce(0) { $0 + $1.count }
    guard total > 0 else { return nil }
    return bins.reduce(0) { $0 + abs(Double($1.right) - $1.confidence) } / Double(total)
  }

  /// A reliability diagram: accuracy by confidence, the diagonal, and how many questions each bar stands for.
  public func svg(title: String) -> String {
    let side = 400.0
    let (left, top) = (60.0, 40.0)
    var parts = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 480 500\" font-family=\"sans-serif\" font-size=\"12\">",
      "<rect width=\"480\" height=\"500\" fill=\"white\"/>",
      "<text x=\"240\" y=\"22\" text-anchor=\"middle\" font-size=\"14\">\(Self.escaped(title))</text>",
    ]
    for (index, bin) in bins.enumerated() where bin.count > 0 {
      let height = side * Double(bin.right) / Double(bin.count)
      let x = left + side * Double(index) / 10
      parts.append(
        String(
          format: "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#5b8db8\"/>", x + 1,
          top + side - height, side / 10 - 2, height))
      parts.append(
        String(
          format: "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"#555\">%d</text>", x + side / 20,
          top + side - height - 4, bin.count))
    }
    parts.append(
      String(
        format: "<line x1=\"%.0f\" y1=\"%.0f\" x2=\"%.0f\" y2=\"%.0f\" stroke=\"#b33\" stroke-dasharray=\"4\"/>", left,
        top + side, left + side, top))
    parts.append(
      String(
        format: "<rect x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%.0f\" fill=\"none\" stroke=\"black\"/>", left,
        top,
        side, side))
    for tick in stride(from: 0.0, through: 1.0, by: 0.2) {
      parts.append(
        String(format: "<text x=\"%.0f\" y=\"458\" text-anchor=\"middle\">%.1f</text>", left + side * tick, tick))
      parts.append(
        String(
          format: "<text x=\"52\" y=\"%.0f\" text-anchor=\"end\">%.1f</text>", top + side * (1 - tick) + 4, tick))
    }
    parts.append("<text x=\"260\" y=\"482\" text-anchor=\"middle\">confidence stated; numbers: questions</text>")
    parts.append("<text x=\"18\" y=\"240\" text-anchor=\"middle\" transform=\"rotate(-90 18 240)\">share right</text>")
    parts.append("</svg>\n")
    return parts.joined(separator: "\n")
  }

  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
  }
}
