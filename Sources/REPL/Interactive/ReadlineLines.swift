import CReadline
import Foundation

/// Lines typed at a terminal: GNU readline, with a history that outlives the session.
@MainActor
final class ReadlineLines: LineSource {
  private let historyFile: String?

  /// - Parameter historyFile: nil to keep none.
  init(historyFile: String?) {
    self.historyFile = historyFile
    neuraldb_readline_set_name("neuraldb")
    // A paste then arrives whole, and its lines are told one by one.
    neuraldb_readline_set_bracketed_paste(1)
    using_history()
    stifle_history(Self.kept)
    if let historyFile { read_history(historyFile) }
  }

  private static let kept: Int32 = 2000

  func next(prompt: String) -> String? {
    while let line = neuraldb_readline(prompt) {
      defer { free(line) }
      if let text = String(validatingCString: line) {
        remember(text)
        return text
      }
      Console.complain("a line that is not UTF-8 text; left out")
    }
    return nil
  }

  /// A line is written at once, so that a killed session loses none.
  private func remember(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) where !line.allSatisfy(\.isWhitespace) {
      add_history(String(line))
      guard let historyFile else { continue }
      if append_history(1, historyFile) != 0 { write_history(historyFile) }
      chmod(historyFile, 0o600)
    }
  }
}
