import Foundation

/// What a REPL line can ask for besides facts and questions.
enum ReplVerb: String, CaseIterable {
  case help, facts, explain, `import`, retract, restore, undo, history, asof, quit

  var usage: String {
    switch self {
    case .help: ".help"
    case .facts: ".facts [WORDS]"
    case .explain: ".explain [QUESTION]"
    case .import: ".import PATH..."
    case .retract: ".retract ID..."
    case .restore: ".restore ID..."
    case .undo: ".undo"
    case .history: ".history [ID|WORDS]"
    case .asof: ".asof [TIME|ID|now]"
    case .quit: ".quit"
    }
  }

  var summary: String {
    switch self {
    case .help: "list these"
    case .facts: "list the facts, or those that hold the words"
    case .explain: "show plan, support sets, derivations and timings of a question, or of the last one"
    case .import: "take in files and folders"
    case .retract: "withdraw facts"
    case .restore: "make withdrawn facts stand again"
    case .undo: "take back the last change"
    case .history: "list the changes; those of a fact; or the values that answer words or a question"
    case .asof: "ask of the past: a time, or right after a fact was told"
    case .quit: "leave, as Ctrl-D does"
    }
  }

  static var listing: String {
    let lines = allCases.map { $0.usage.padding(toLength: 23, withPad: " ", startingAt: 0) + $0.summary }
    return (["A line that ends in ? is a question, anything else a fact."] + lines).joined(separator: "\n")
  }
}
