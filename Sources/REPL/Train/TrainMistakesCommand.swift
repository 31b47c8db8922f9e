import ArgumentParser
import Encoder
import Foundation
import NeuralDB
import Training

/// `neuraldb train mistakes`: what the reader takes for an answer and is none, for 'train reader --mistakes'.
struct TrainMistakesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mistakes",
    abstract: "Note what the reader gets wrong in the databases it is trained on.",
    discussion: """
      Reads the natural databases that train and generated ones, every question with every fact, and writes one JSON \
      object a question: where its database stands, the sets of facts taken for evidence that are none, the worst first, \
      the evidence that was missed or misread, and what later facts were taken to replace and do not. 'train reader \
      --mistakes' learns from these before others.
      """)

  @Option(help: ArgumentHelp("Model folder.", valueName: "folder")) var model: String
  @Option(help: ArgumentHelp("Folder with Relations/, Natural/, Roles/ and Questions/.", valueName: "folder"))
  var data = "Data"
  @Option(help: ArgumentHelp("File to write.", valueName: "file")) var out: String
  @Flag(inversion: .prefixedNo, help: "Read the natural databases.") var natural = true
  @Option(help: "Generated databases to read.") var generated = 500
  @Option(help: "Stop after this many minutes; the databases come in no particular order.") var minutes: Double?

  func validate() throws {
    if generated < 0 { throw ValidationError("--generated must not be negative") }
  }

  func run() throws {
    let start = Date()
    let program = MistakesProgram(model: try NeuralModel(folder: URL(fileURLWithPath: model)))
    var random = SeededRandom(seed: 1)
    let mixture = TrainingMixture(data: URL(fileURLWithPath: data))
    let databases =
      try ((natural ? mixture.placedDatabases(.training) : []) + mixture.generatedDatabases(generated))
      .shuffled(using: &random)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var lines = Data()
    var (done, questions, mistaken, missed, displaced) = (0, 0, 0, 0, 0)
    func save() throws -> String {
      try lines.write(to: URL(fileURLWithPath: out), options: .atomic)
      return "\(questions) questions: \(mistaken) sets mistaken, \(missed) missed, \(displaced) displaced"
    }
    for (place, database) in databases {
      if let minutes, Date().timeIntervalSince(start) > minutes * 60 { break }
      for line in try program.mistakes(database, place: place) {
        lines += try encoder.encode(line) + [0x0A]
        questions += 1
        mistaken += line.mistaken.count
        missed += line.missed.count
        displaced += line.displaced?.count ?? 0
      }
      done += 1
      if done % 50 == 0 { Console.note("\(done) of \(databases.count) databases, \(try save())") }
    }
    try Console.out("\(out): \(done) databases, \(try save())")
  }
}
