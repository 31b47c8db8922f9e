import Foundation

/// Where a REPL's lines come from.
@MainActor
protocol LineSource {
  /// The next line, or the lines of a paste; nil at the end.
  func next(prompt: String) -> String?
}

/// Lines of a file or a pipe, without prompt or history.
final class PlainLines: LineSource {
  private let input = fdopen(STDIN_FILENO, "r")
  private let isLeavingOut: @MainActor () -> Void
  private var isFirst = true

  /// - Parameter isLeavingOut: called for each line that cannot be taken.
  init(isLeavingOut: @escaping @MainActor () -> Void) { self.isLeavingOut = isLeavingOut }

  func next(prompt: String) -> String? {
    var buffer: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(buffer) }
    while let input {
      let count = getline(&buffer, &capacity, input)
      guard count >= 0, let buffer else { return nil }
      let bytes = UnsafeRawBufferPointer(start: buffer, count: count)
      if var line = String(validating: bytes, as: UTF8.self), !line.utf8.contains(0) {
        // A byte order mark is no part of the first line.
        if isFirst, line.unicodeScalars.first == "\u{FEFF}" { line.unicodeScalars.removeFirst() }
        isFirst = false
        return line.hasSuffix("\n") || line.hasSuffix("\r\n") ? String(line.dropLast()) : line
      }
      Console.complain("a line that is not UTF-8 text; left out")
      isLeavingOut()
    }
    return nil
  }
}
