import Foundation

/// Writes databases as JSON lines, keys sorted, so that equal databases give equal bytes.
public struct GoldSuiteWriter: Sendable {
  public init() {}

  /// One line, without its end.
  ///
  /// - Throws: what `JSONEncoder` throws; not for databases of this module.
  public func line(_ database: GoldDatabase) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(database), as: UTF8.self)
  }

  /// - Throws: file errors of Foundation.
  public func write(_ databases: [GoldDatabase], to file: URL) throws {
    let lines = try databases.map { try line($0) + "\n" }
    try Data(lines.joined().utf8).write(to: file, options: .atomic)
  }
}
