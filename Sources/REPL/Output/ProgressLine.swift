import Foundation

/// A line on stderr that is written over and over; silent when stderr is no terminal.
struct ProgressLine: Sendable {
  func show(_ text: String) {
    write("\r\u{1B}[K\(text)")
  }

  func clear() {
    write("\r\u{1B}[K")
  }

  private func write(_ text: String) {
    guard Console.isErrorTerminal else { return }
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
