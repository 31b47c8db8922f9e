import Foundation

/// Where a REPL's lines come from.
@MainActor
protocol LineSource {
  /// The next line, or the lines of a paste; nil at the end.
  func next(prompt: String) -> String?
}

/// Lines of a file or a pipe, without prompt or history.
struct PlainLines: LineSource {
  func next(prompt: String) -> String? { readLine() }
}
