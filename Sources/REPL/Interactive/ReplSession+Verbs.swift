import Foundation
import NeuralDB

extension ReplSession {
  /// Runs a line that begins with a dot.
  func run(_ verb: ReplVerb, _ rest: String) async throws {
    if [.help, .undo].contains(verb), !rest.isEmpty { throw Failure(".\(verb.rawValue) takes nothing", .usage) }
    switch verb {
    case .help: try Console.out(ReplVerb.listing)
    case .facts: try list(try store.facts(matching: rest.isEmpty ? nil : rest, asOf: time))
    case .explain: try await explain(rest.isEmpty ? lastQuestion : rest)
    case .import: try await take(Self.paths(rest))
    case .retract: try FactChange.retract.apply(to: try ids(rest), in: store)
    case .restore: try FactChange.restore.apply(to: try ids(rest), in: store)
    case .undo:
      // As `neuraldb undo` has it: no failure.
      guard let undone = try store.undo() else { return Console.complain("nothing to undo") }
      try list(try await store.facts(ids: undone.facts))
    case .history: try await history(rest)
    case .asof: try travel(rest)
    case .quit: throw Failure(".quit takes nothing", .usage)
    }
  }

  private func list(_ facts: [Fact]) throws {
    for fact in facts { try Console.out(fact.listed) }
  }

  /// Changes that `.history` lists.
  private static let listedChanges = 50

  private func history(_ subject: String) async throws {
    if subject.isEmpty || Int64(subject) != nil {
      let entries = try Int64(subject).map { try store.history(of: $0) } ?? store.history(limit: Self.listedChanges + 1)
      let isLong = subject.isEmpty && entries.count > Self.listedChanges
      for entry in isLong ? entries.dropLast() : entries { try Console.out(entry.listed) }
      if isLong { Console.complain("these are the newest \(Self.listedChanges); 'neuraldb history' lists all") }
      return
    }
    let history = try await database.history(try Question.trimmed(subject), asOf: time)
    try Console.out(history.entries.isEmpty ? "unknown" : history.entries.map(\.listed).joined(separator: "\n"))
    Console.warn(history.coverage)
  }

  private func explain(_ question: String?) async throws {
    guard let question else { throw Failure("no question yet", .usage) }
    lastQuestion = question
    let explanation = try await database.explain(question, asOf: time)
    try Console.out(explanation.description)
    Console.warn(explanation.answer)
  }

  private func take(_ paths: [String]) async throws {
    if paths.isEmpty { throw Failure("usage: \(ReplVerb.import.usage)", .usage) }
    let bar = ProgressLine()
    let report = try await database.ingest(paths: paths) { bar.show($0.summary) }
    bar.clear()
    report.complain()
    try Console.out(report.summary)
  }

  /// Paths between blanks, unless the whole is the name of one.
  private static func paths(_ text: String) -> [String] {
    if text.isEmpty || FileManager.default.fileExists(atPath: text) { return text.isEmpty ? [] : [text] }
    return text.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  private func travel(_ text: String) throws {
    if text.isEmpty {
      return try Console.out(time == .now ? "now" : "the past; .asof now comes back")
    }
    if text.lowercased() == "now" {
      time = .now
    } else if let time = AsOf(written: text) {
      try store.require(time)
      self.time = time
    } else {
      throw Failure("neither a time in ISO 8601 nor a fact's id: \(text)", .usage)
    }
  }

  private func ids(_ text: String) throws -> [Int64] {
    let words = text.split { $0.isWhitespace || $0 == "," }
    let ids = words.compactMap { Int64($0) }
    guard !ids.isEmpty, ids.count == words.count else { throw Failure("ids of facts are whole numbers", .usage) }
    return ids
  }
}
