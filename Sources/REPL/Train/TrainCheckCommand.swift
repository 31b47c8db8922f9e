import ArgumentParser
import Foundation
import Training

/// `neuraldb train check`: whether the written training data is sound, and how varied.
struct TrainCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check the relations and natural databases, and say how varied they are.",
    discussion: """
      Natural databases: every span stands in its fact, every constant in its question, plain lookups have the \
      answers that their derivations name. Relations: templates that cannot be used or stand twice. Faults go to stderr; the exit code is 65 when \
      there are any.
      """)

  @Option(help: ArgumentHelp("Folder with Relations/ and Natural/.", valueName: "folder"))
  var data = "Data"

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
    try Console.out("\(faults.count) faults")
    if !faults.isEmpty { throw ExitCode.badInput }
  }
}
