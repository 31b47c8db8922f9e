/// JSON with its keys in the order given, which Foundation's encoders do not keep.
indirect enum JSONText {
  case null
  case bool(Bool)
  case integer(Int64)
  /// Rounded to so many decimals; NaN and the infinities become null.
  case number(Double, decimals: Int)
  case string(String)
  case array([JSONText])
  case object([(key: String, value: JSONText)])

  /// On one line, without spaces.
  var text: String {
    var result = ""
    append(to: &result)
    return result
  }

  static func optional(_ text: String?) -> JSONText { text.map(JSONText.string) ?? .null }
  static func strings(_ texts: [String]) -> JSONText { .array(texts.map(JSONText.string)) }
  static func integers(_ numbers: [Int64]) -> JSONText { .array(numbers.map(JSONText.integer)) }

  private func append(to result: inout String) {
    switch self {
    case .null: result += "null"
    case .bool(let value): result += value ? "true" : "false"
    case .integer(let value): result += String(value)
    case .number(let value, let decimals): result += Self.written(value, decimals: decimals)
    case .string(let value): Self.quote(value, to: &result)
    case .array(let items):
      result += "["
      for (i, item) in items.enumerated() {
        if i > 0 { result += "," }
        item.append(to: &result)
      }
      result += "]"
    case .object(let pairs):
      result += "{"
      for (i, pair) in pairs.enumerated() {
        if i > 0 { result += "," }
        Self.quote(pair.key, to: &result)
        result += ":"
        pair.value.append(to: &result)
      }
      result += "}"
    }
  }

  private static func written(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return "null" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int64(rounded)) : String(rounded)
  }

  private static func quote(_ text: String, to result: inout String) {
    result += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    result += "\""
  }
}
