import ArgumentParser
import Foundation
import NeuralDB

/// A session of the REPL: reads lines, tells facts, asks questions.
@MainActor
final class ReplSession {
  let path: String
  let model: ModelOptions
  /// There from the start; the model only from the first fact or question on, since loading it takes a moment.
  let store: FactStore
  private var opened: NeuralDatabase?
  var time = AsOf.now
  var lastQuestion: String?
  private let isTerminal = Console.isInputTerminal && Console.isOutputTerminal
  /// Of the first line that failed, where nobody was there to see it.
  private var failure: ExitCode?

  init(path: String, model: ModelOptions) throws {
    self.path = path
    self.model = model
    store = try FactStore(path: path, create: true)
  }

  var database: NeuralDatabase {
    get async throws {
      if let opened { return opened }
      let database = try model.open(store)
      opened = database
      return database
    }
  }

  /// Runs until `.quit` or the end of the input.
  ///
  /// - Throws: at the end the exit code of the first line that failed, where the lines come from a file or a pipe.
  func run() async throws {
    let count = try store.count()
    let greeting = "\(path): \(count) \(count == 1 ? "fact" : "facts"). A line ending in ? asks; .help lists the rest."
    if isTerminal { try Console.out(greeting) } else { Console.note(greeting) }
    let lines: any LineSource =
      isTerminal
      ? ReadlineLines(historyFile: try? XDG.history())
      : PlainLines { [weak self] in self?.failure = self?.failure ?? .badInput }
    while let input = lines.next(prompt: time == .now ? "> " : "past> ") {
      let parsed = input.split(whereSeparator: \.isNewline).map { ReplLine(String($0)) }
      if try await !run(parsed) { break }
    }
    if let failure { throw failure }
  }

  /// - Returns: whether to go on.
  private func run(_ lines: [ReplLine]) async throws -> Bool {
    var facts: [String] = []
    for line in lines {
      // The facts of a paste are told together, and undone together.
      if case .fact(let text) = line {
        facts.append(text)
        continue
      }
      try await guarded { try await self.tell(facts) }
      facts = []
      if line == .verb(.quit, "") { return false }
      try await guarded { try await self.run(line) }
    }
    try await guarded { try await self.tell(facts) }
    return true
  }

  /// A line that fails is reported; the session goes on, unless nobody takes its output.
  private func guarded(_ body: () async throws -> Void) async throws {
    do { try await body() } catch let failure as Failure where failure.code == .io {
      throw failure
    } catch {
      let failure = Failure(error) ?? Failure(NeuralDBCommand.message(for: error), .usage)
      Console.complain(failure.message)
      if !isTerminal, self.failure == nil { self.failure = failure.code }
    }
  }

  private func run(_ line: ReplLine) async throws {
    switch line {
    case .empty: break
    case .fact(let text): try await tell([text])
    case .question(let text): try await ask(text)
    case .verb(let verb, let rest): try await run(verb, rest)
    case .unknownVerb(let name): throw Failure("no command .\(name); .help lists them", .usage)
    }
  }

  private func tell(_ facts: [String]) async throws {
    if facts.isEmpty { return }
    for fact in try await database.add(facts) { try Console.out(Console.dimmed(fact.listed)) }
  }

  private func ask(_ question: String) async throws {
    lastQuestion = question
    let answer = try await database.ask(question, asOf: time)
    try Console.out(answer.lines.joined(separator: "\n"))
    Console.warn(answer)
  }
}
