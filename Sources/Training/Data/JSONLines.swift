import Foundation

/// Files of one JSON value a line.
enum JSONLines {
  /// Decodes every line that is not empty and hands it over with its number, counted from 1.
  static func read<Value: Decodable>(
    _ file: URL, as type: Value.Type, _ body: (Value, Int) throws(RealDataError) -> Void
  ) throws(RealDataError) {
    let data: Data
    do {
      data = try Data(contentsOf: file)
    } catch {
      throw .unreadable(path: file.path, reason: error.localizedDescription)
    }
    let decoder = JSONDecoder()
    for (index, line) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() where !line.isEmpty
    {
      let value: Value
      do {
        value = try decoder.decode(type, from: line)
      } catch {
        throw .malformed(path: file.path, line: index + 1, reason: reason(error))
      }
      try body(value, index + 1)
    }
  }

  private static func reason(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, _): "the key \"\(key.stringValue)\" is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\(context.codingPath.map(\.stringValue).joined(separator: ".")): \(context.debugDescription)"
    case .dataCorrupted: "not valid JSON"
    default: error.localizedDescription
    }
  }
}
