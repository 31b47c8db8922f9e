import Foundation

/// Numbers as answers print them: no separators, no unit, no trailing zeros.
public enum PlainNumber {
  /// `1240.5` -> `"1240.5"`, `12.0` -> `"12"`; at most ten decimals and fifteen digits, so that the error of conversions and
  /// sums does not show.
  public static func text(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    guard value.isFinite else { return "\(value)" }
    let digits = max(1, Int(log10(abs(value)).rounded(.down)) + 1)
    var text = String(format: "%.\(min(10, max(0, 15 - digits)))f", value)
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text == "-0" ? "0" : text
  }

  /// Two decimals, for averages: `"72.33"`, `"12.00"`; halves away from zero, as people round (`printf` makes 34.62 of
  /// 34.625).
  public static func average(_ value: Double) -> String {
    let text = String(format: "%.2f", (value * 100).rounded() / 100)
    return text == "-0.00" ? "0.00" : text
  }
}
