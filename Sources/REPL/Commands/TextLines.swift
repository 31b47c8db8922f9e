import ArgumentParser
import Foundation

/// The lines of a file that a command is given.
enum TextLines {
  /// Lines that are not empty, without the space around them.
  ///
  /// - Parameter path: a file, a pipe, or `-` for standard input.
  /// - Throws: `Failure` naming the file, and the line that is no text.
  static func of(_ path: String) throws -> [String] {
    let data = try bytes(of: path)
    let name = path == "-" ? "stdin" : path
    let lines = data.split(separator: 0x0A, omittingEmptySubsequences: false)
    if let bad = lines.firstIndex(where: { String(validating: $0, as: UTF8.self) == nil }) {
      throw Failure("\(name):\(bad + 1): is not UTF-8 text", .badInput)
    }
    guard let text = String(data: data, encoding: .utf8) else { throw Failure("\(name): is not UTF-8 text", .badInput) }
    return text.split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  private static func bytes(of path: String) throws -> Data {
    if path == "-" { return try FileHandle.standardInput.readToEnd() ?? Data() }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw Failure("\(path): cannot be read: no such file", .io)
    }
    if isDirectory.boolValue { throw Failure("\(path): is a folder; give a file", .io) }
    guard let file = FileHandle(forReadingAtPath: path), let data = try? file.readToEnd() ?? Data() else {
      throw Failure("\(path): cannot be read", .io)
    }
    return data
  }
}
