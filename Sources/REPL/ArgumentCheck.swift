import Foundation

/// What the parser of the arguments does not see: bytes that are no text, and a verb that is nearly one of ours.
enum ArgumentCheck {
  /// - Throws: ``Failure`` of wrong usage.
  static func run(_ arguments: ArraySlice<String>) throws {
    // Swift repairs what is not UTF-8, and would store something else than what was given.
    for index in 1..<max(1, Int(CommandLine.argc)) {
      if let bytes = CommandLine.unsafeArgv[index], String(validatingCString: bytes) == nil {
        throw Failure("argument \(index) is not UTF-8 text", .usage)
      }
    }
    guard let verb = arguments.first, !verb.hasPrefix("-") else { return }
    let verbs = NeuralDBCommand.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    if verbs.contains(verb) { return }
    let nearest = verbs.min { distance(verb, $0) < distance(verb, $1) } ?? "help"
    let hint = distance(verb, nearest) <= 2 ? "; did you mean '\(nearest)'?" : "; 'neuraldb --help' lists them"
    throw Failure("no command '\(verb.prefix(60))'\(hint)", .usage)
  }

  /// Letters to add, drop, change or swap with the next one (optimal string alignment), whatever their case.
  static func distance(_ first: String, _ second: String) -> Int {
    let a = Array(first.lowercased().prefix(60))
    let b = Array(second.lowercased())
    var rows = [Array(0...b.count)]
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var best = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, rows[i - 1][j - 1] + 1) }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
