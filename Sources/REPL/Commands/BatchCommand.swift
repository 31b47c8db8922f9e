import ArgumentParser
import Foundation
import NeuralDB

/// `neuraldb batch`: answers a file of questions.
struct BatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch", abstract: "Answer a file of questions, one a line.",
    discussion: """
      Prints question, tab and answer, one line each; several values are parted by "; ". Empty lines are passed over. \
      The exit code is 1 when some answer is unknown.
      """)

  @OptionGroup var database: DatabaseOption
  @OptionGroup var model: ModelOptions
  @OptionGroup var asOf: AsOfOption
  @Flag(help: "Print one JSON object a question.")
  var json = false
  @Argument(help: "A file of questions, or - for standard input.")
  var questions: String

  func run() async throws {
    // Read before the database is open, whose own file it might be (see OpenFile); what is wrong with it is said after.
    let lines = Result { try TextLines.of(questions) }
    let database = try model.open(database.path, create: false)
    let time = try asOf.value(in: database.store)
    var code = ExitCode.success
    for question in try lines.get() {
      let answer = try await database.ask(try Question.trimmed(question), asOf: time)
      try Console.out(json ? answer.json.text : "\(question)\t\(answer.summary)")
      Console.warn(answer, of: question)
      if !answer.known { code = .unknown }
    }
    if code != .success { throw code }
  }
}
