import Foundation

/// What can be wrong with a suite file.
public enum SuiteError: Error, Sendable, Equatable {
  case unreadable(file: String)
  case notText(file: String)
  /// `line` counts from 1.
  case badLine(file: String, line: Int, reason: String)
  case supportOutOfRange(query: String, index: Int, facts: Int)

  /// One line on why a database did not decode.
  static func reason(_ error: any Error) -> String {
    switch error {
    case let error as SuiteError: error.description
    case DecodingError.keyNotFound(let key, let context): "no key '\(key.stringValue)'\(place(context))"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      context.debugDescription + place(context)
    default: String(describing: error)
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
    return path.isEmpty ? "" : " at \(path)"
  }
}

extension SuiteError: CustomStringConvertible, LocalizedError {
  public var description: String {
    switch self {
    case .unreadable(let file): "\(file): cannot be read"
    case .notText(let file): "\(file): is not UTF-8 text"
    case .badLine(let file, let line, let reason): "\(file):\(line): \(reason)"
    case .supportOutOfRange(let query, let index, let facts):
      "support fact \(index) of \"\(query)\" does not exist (\(facts) facts)"
    }
  }

  public var errorDescription: String? { description }
}
