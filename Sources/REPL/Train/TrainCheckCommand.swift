import ArgumentParser
import Foundation
import NeuralDB
import Training

/// `neuraldb train check`: whether the written training data is sound, and how varied.
struct TrainCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check relations, natural databases and role facts, and say how varied they are.",
    discussion: """
      Natural databases: every span stands in its fact, every constant in its question, plain lookups have the \
      answers that their derivations name. Relations: templates that cannot be used or stand twice. Faults go to stderr; the exit code is 65 when \
      there are any.
      """)

  @Option(help: ArgumentHelp("Folder with Relations/, Natural/, Roles/ and Questions/.", valueName: "folder"))
  var data = "Data"

  @Flag(help: "List the questions whose derivations come to another answer than theirs.")
  var arithmetic = false

  func run() throws {
    let folder = URL(fileURLWithPath: data)
    let library = try RelationLibrary(folder: folder.appending(path: "Relations"))
    let report = DiversityReport(library)
    var faults = library.issues.map(\.description) + report.duplicates.map { "\($0): stands twice" }
    let databases = try TrainingMixture(data: folder).naturalDatabases()
    for (place, database) in databases {
      faults += NaturalCheck().issues(database, place: place).map(\.description)
    }
    let roles = try TrainingMixture(data: folder).roleFacts()
    for (place, fact) in roles { faults += NaturalCheck().issues(fact, place: place).map(\.description) }
    for fault in faults { Console.complain(fault) }
    try Console.out(report.description)
    let questions = databases.reduce(0) { $0 + $1.database.queries.count }
    let updates = databases.reduce(0) { $0 + ($1.database.updates?.count ?? 0) }
    let domains = Set(databases.map(\.database.domain)).count
    try Console.out(
      "\(databases.count) natural databases in \(domains) domains: \(questions) questions, \(updates) updates")
    let asked = roles.reduce(0) { $0 + $1.fact.ask.count }
    let traps = roles.reduce(0) { $0 + $1.fact.not.count }
    try Console.out("\(roles.count) role facts: \(asked) questions, and \(traps) traps")
    try reportArithmetic(databases.map { ($0.place, $0.database) })
    try Console.out("\(faults.count) faults")
    if !faults.isEmpty { throw ExitCode.badInput }
  }

  /// All questions but plain verdicts, by what the aggregation stage makes of their gold derivations.
  private func reportArithmetic(_ databases: [(place: String, database: GoldDatabase)]) throws {
    var right = 0
    var all = 0
    for (place, database) in databases {
      for query in database.queries {
        guard let isRight = ArithmeticCheck().isRight(query, database.facts) else { continue }
        all += 1
        if isRight {
          right += 1
        } else if arithmetic {
          let values = ArithmeticCheck().conclusion(query, database.facts)?.values ?? []
          Console.complain("\(place): \"\(query.query)\": \(query.type) gives \(values), the answer is \(query.answer)")
        }
      }
    }
    try Console.out(
      "\(right) of \(all) questions have the answer that the aggregation stage makes of their derivations")
  }
}
