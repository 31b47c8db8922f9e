import ArgumentParser
import Foundation

/// Parses, runs and turns what goes wrong into one line on stderr and an exit code.
@main
enum NeuralDBMain {
  @MainActor
  static func main() async {
    // Swift's runtime would print a stack trace at Ctrl-\, and wait for a key.
    signal(SIGQUIT, SIG_DFL)
    do {
      try ArgumentCheck.run(CommandLine.arguments.dropFirst())
      var command = try NeuralDBCommand.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      exit(report(error))
    }
  }

  /// Says what went wrong and returns the exit code for it.
  private static func report(_ error: any Error) -> Int32 {
    if let code = error as? ExitCode { return code.rawValue }
    if let failure = Failure(error) {
      Console.complain(failure.message)
      return failure.code.rawValue
    }
    // What is left is the parser's: a mistake in the arguments, or a wish for help.
    let code = NeuralDBCommand.exitCode(for: error)
    if code == .success {
      try? Console.out(NeuralDBCommand.fullMessage(for: error))
    } else {
      Console.complain(NeuralDBCommand.message(for: error).replacingOccurrences(of: "\n", with: " "))
    }
    return code.rawValue
  }
}
