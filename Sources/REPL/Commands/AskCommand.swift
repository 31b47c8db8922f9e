import ArgumentParser
import NeuralDB

/// `neuraldb ask`: answers one question.
struct AskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "Answer a question.",
    discussion: """
      Prints the answer, a value a line, then the facts it rests on. When the facts do not say it prints "unknown" and \
      the exit code is 1.
      """)

  @OptionGroup var database: DatabaseOption
  @OptionGroup var model: ModelOptions
  @OptionGroup var asOf: AsOfOption
  @Flag(help: "Print one JSON object.")
  var json = false
  @Flag(help: "Show plan, support sets, derivations and timings; with --json on stderr.")
  var explain = false
  @Argument(help: "The question.")
  var question: String

  func validate() throws { _ = try Question.trimmed(question) }

  func run() async throws {
    let database = try model.open(database.path, create: false)
    let question = try Question.trimmed(question)
    let time = try asOf.value(in: database.store)
    let answer: Answer
    if explain {
      let explanation = try await database.explain(question, asOf: time)
      answer = explanation.answer
      if json { Console.note(explanation.description) } else { try Console.out(explanation.description + "\n") }
    } else {
      answer = try await database.ask(question, asOf: time)
    }
    try Console.out(json ? answer.json.text : answer.lines.joined(separator: "\n"))
    Console.warn(answer)
    if !answer.known { throw ExitCode.unknown }
  }
}
