import Foundation

/// Databases with questions and gold answers, in the WikiNLDB format or its superset in `Documentation/Suites.md`.
public struct Suite: Sendable {
  /// File name without its extension.
  public var name: String
  public var databases: [SuiteDatabase]

  public init(name: String, databases: [SuiteDatabase]) {
    self.name = name
    self.databases = databases
  }

  /// Reads a JSONL file, one database a line; empty lines are skipped, unknown keys ignored.
  ///
  /// - Throws: `SuiteError` with the file and line of the first that is not a database.
  public init(contentsOf path: String) throws {
    // Not `contents(atPath:)`, which refuses a pipe.
    guard let data = try? FileHandle(forReadingAtPath: path)?.readToEnd() ?? Data(),
      FileManager.default.fileExists(atPath: path)
    else { throw SuiteError.unreadable(file: path) }
    guard let text = String(data: data, encoding: .utf8) else { throw SuiteError.notText(file: path) }
    try self.init(lines: text, file: path)
  }

  /// Reads the text of a JSONL file; `file` is for messages and the name.
  ///
  /// - Throws: `SuiteError.badLine`.
  public init(lines text: String, file: String) throws {
    let decoder = JSONDecoder()
    var databases: [SuiteDatabase] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      guard line.contains(where: { !$0.isWhitespace }) else { continue }
      do {
        let database = try decoder.decode(SuiteDatabase.self, from: Data(line.utf8))
        try database.validate()
        databases.append(database)
      } catch {
        throw SuiteError.badLine(file: file, line: index + 1, reason: SuiteError.reason(error))
      }
    }
    let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    self.init(name: name, databases: databases)
  }
}
