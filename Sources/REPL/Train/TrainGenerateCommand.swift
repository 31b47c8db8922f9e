import ArgumentParser
import Encoder
import Foundation
import Training

/// `neuraldb train generate`: writes the held-out suites.
struct TrainGenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write the suites that training never sees.",
    discussion: """
      seen.jsonl, unseen-phrasing.jsonl, unseen-relation.jsonl and updates.jsonl, made from the relations, and \
      natural.jsonl, the natural databases that neither training nor calibration reads: always the same for a state of the \
      data; 'neuraldb eval' reads them. With --variants also metamorphic ones, to compare by their first line: the natural \
      databases of which no fact depends on another's place, as they are (natural-plain), with their facts in another \
      order (natural-shuffled) and with a third of them told twice (natural-repeated).
      """)

  @Option(help: ArgumentHelp("Folder with Relations/, Natural/, Roles/ and Questions/.", valueName: "folder"))
  var data = "Data"
  @Option(help: ArgumentHelp("Folder to write to; made if it is not there.", valueName: "folder"))
  var out: String
  @Option(help: "Databases a suite.")
  var databases = 40
  @Option(help: "Facts a database; those above 25 are of other domains, to be told apart.")
  var size = 25

  @Flag(help: "Write the metamorphic suites too.")
  var variants = false

  func validate() throws {
    if size < 25 { throw ValidationError("--size must be at least 25") }
    if databases < 1 { throw ValidationError("--databases must be at least 1") }
  }

  func run() throws {
    let library = try RelationLibrary(folder: URL(fileURLWithPath: data).appending(path: "Relations"))
    for issue in library.issues { Console.complain(issue.description) }
    let folder = URL(fileURLWithPath: out)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let updates = library.makeUpdateSuite(count: databases * 5)
    let natural = HeldOutSuite(
      name: "natural", databases: try TrainingMixture(data: URL(fileURLWithPath: data)).naturalDatabases(.testing))
    let suites = library.makeHeldOutSuites(count: databases, size: size) + [updates, natural]
    for suite in suites + (variants ? Self.variants(of: natural.databases) : []) {
      let file = folder.appending(path: "\(suite.name).jsonl")
      try GoldSuiteWriter().write(suite.databases, to: file)
      let questions = suite.databases.reduce(0) { $0 + $1.queries.count }
      try Console.out("\(file.path): \(suite.databases.count) databases, \(questions) questions")
    }
  }

  private static func variants(of databases: [GoldDatabase]) -> [HeldOutSuite] {
    let plain = databases.filter { $0.updates == nil }
    var random = SeededRandom(seed: 71_004)
    return [
      HeldOutSuite(name: "natural-plain", databases: plain),
      HeldOutSuite(name: "natural-shuffled", databases: plain.map { $0.shuffled(random: &random) }),
      HeldOutSuite(name: "natural-repeated", databases: plain.map { $0.repeating(random: &random) }),
    ]
  }
}
