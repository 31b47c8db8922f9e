import Foundation
import NeuralDB

/// The two streams: data on stdout, messages on stderr.
enum Console {
  /// Writes a line of data.
  ///
  /// - Throws: ``Failure`` with the code for I/O when nobody takes it.
  static func out(_ line: String) throws {
    try write(Data((line + "\n").utf8))
  }

  static func write(_ data: Data) throws {
    do { try FileHandle.standardOutput.write(contentsOf: data) } catch {
      throw Failure("stdout cannot be written: \(reason(error))", .io)
    }
  }

  /// Writes a message of the program to stderr.
  static func complain(_ message: String) {
    note("neuraldb: \(message)")
  }

  /// Writes a line to stderr as it is.
  static func note(_ line: String) {
    // There is nowhere left to say that stderr is gone.
    try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
  }

  /// Says on stderr when an answer rests on an incomplete reading, or leaves amounts out.
  ///
  /// - Parameter question: named where several are answered.
  static func warn(_ answer: Answer, of question: String? = nil) {
    warn(answer.coverage, of: question)
    guard !answer.leftOut.isEmpty else { return }
    let amounts = answer.leftOut.prefix(5).joined(separator: ", ") + (answer.leftOut.count > 5 ? ", …" : "")
    note((question.map { "\($0) " } ?? "") + "left out, being in another unit or currency: \(amounts)")
  }

  /// Says on stderr when not all of what is near a question was read.
  static func warn(_ coverage: Coverage?, of question: String? = nil) {
    guard let coverage, !coverage.isComplete else { return }
    note((question.map { "\($0) " } ?? "") + coverage.warning)
  }

  static let isOutputTerminal = isatty(STDOUT_FILENO) == 1
  static let isErrorTerminal = isatty(STDERR_FILENO) == 1
  static let isInputTerminal = isatty(STDIN_FILENO) == 1

  /// https://no-color.org: any value but the empty one turns colours off.
  static let hasColour: Bool = {
    let environment = ProcessInfo.processInfo.environment
    return isOutputTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
  }()

  /// The text in a fainter colour, where the terminal has it.
  static func dimmed(_ text: String) -> String {
    hasColour ? "\u{1B}[2m\(text)\u{1B}[22m" : text
  }

  private static func reason(_ error: any Error) -> String {
    (error as NSError).userInfo[NSUnderlyingErrorKey].map { ($0 as? NSError)?.localizedDescription ?? "\($0)" }
      ?? error.localizedDescription
  }
}
