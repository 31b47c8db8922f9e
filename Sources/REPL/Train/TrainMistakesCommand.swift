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
      Reads the natural databases that train, every question with every fact, and writes one JSON object a question: where \
      its database stands, the sets of facts taken for evidence that are none, the worst first, and the evidence that was \
      missed or misread. 'train reader --mistakes' learns from these before others.
      """)

  @Option(help: ArgumentHelp("Model folder.", valueName: "folder")) var model: String
  @Option(help: ArgumentHelp("Folder with Relations/, Natural/, Roles/ and Questions/.", valueName: "folder"))
  var data = "Data"
  @Option(help: ArgumentHelp("File to write.", valueName: "file")) var out: String
  @Option(help: "Stop after this many minutes; the databases come in no particular order.") var minutes: Double?

  func run() throws {
    let start = Date()
    let program = MistakesProgram(model: try NeuralModel(folder: URL(fileURLWithPath: model)))
    var random = SeededRandom(seed: 1)
    let databases = try TrainingMixture(data: URL(fileURLWithPath: data)).placedDatabases(.training)
      .shuffled(using: &random)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var lines = Data()
    var (done, questions, mistakes, missed) = (0, 0, 0, 0)
    for (place, database) in databases {
      if let minutes, Date().timeIntervalSince(start) > minutes * 60 { break }
      for line in try program.mistakes(database, place: place) {
        lines += try encoder.encode(line) + [0x0A]
        questions += 1
        mistakes += line.mistaken.count
        missed += line.missed.count
      }
      done += 1
      if done % 50 == 0 {
        Console.note(
          "\(done) of \(databases.count) databases, \(questions) questions: \(mistakes) sets mistaken, \(missed) missed"
        )
      }
    }
    try lines.write(to: URL(fileURLWithPath: out), options: .atomic)
    try Console.out("\(out): \(done) databases, \(questions) questions: \(mistakes) sets mistaken, \(missed) missed")
  }
}
