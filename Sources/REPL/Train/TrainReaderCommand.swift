import ArgumentParser
import Encoder
import Foundation
import NeuralDB
import Training

/// `neuraldb train reader`.
struct TrainReaderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reader",
    abstract: "Train the reader and planner on generated, natural and public data.",
    discussion: """
      Starts from --base (a Hugging Face MiniLM folder, see Scripts/fetch-base-model.sh) or, with --from, from a \
      trained model folder; resumes from --checkpoint when that holds a run. Writes reader.safetensors and the \
      model's other files to --out.
      """)

  @Option(help: "Folder of the base model (config.json, vocab.txt, model.safetensors).") var base: String?
  @Option(help: "Model folder whose reader training starts from.") var from: String?
  @Option(help: "Folder with Relations/, Natural/, Roles/ and Questions/.") var data = "Data"
  @Option(help: "Folder of the public data sets, see Data/README.md.") var realData: String?
  @Option(help: "What 'train mistakes' wrote of the natural databases: they are learned from first.")
  var mistakes: String?
  @Option(help: "Folder of the run's checkpoint.") var checkpoint = "checkpoints/reader"
  @Option(help: "Model folder to write.") var out: String
  @Option(help: "Updates in all.") var steps = 12000
  @Option(help: "Items an update.") var batch = 64
  @Option(help: "Peak learning rate.") var rate: Float = 1e-4
  @Option(help: "Updates of warm-up.") var warmUp = 200
  @Option(help: "Items that lose less than this are not gone back through; 0 for none.") var easyLoss = 0.02
  @Option(help: "adamw or adabelief.") var optimizer = "adamw"
  @Option(help: "fp32 or bf16; bf16 where the CPU has it unless given.") var precision: String?
  @Option(help: "Share of WikiNLDB-format data.") var wikinldb = 0.0
  @Option(help: "WikiNLDB-format file to keep unseen, with every database that shares a fact with it.")
  var holdOut: String?
  @Option(help: "Stop after this many minutes.") var minutes: Double?
  @Option(help: "Seed of data and dropout.") var seed: UInt64 = 1

  func validate() throws {
    if batch < 1 || steps < 0 || warmUp < 0 {
      throw ValidationError("--batch must be at least 1, --steps and --warm-up not negative")
    }
    guard (base == nil) != (from == nil) else { throw ValidationError("give one of --base and --from") }
    guard OptimizerKind(rawValue: optimizer) != nil else {
      throw ValidationError("--optimizer is adamw or adabelief, not '\(optimizer)'")
    }
    if let precision, ![.fp32, .bf16].contains(MatrixPrecision(rawValue: precision)) {
      throw ValidationError("--precision is fp32 or bf16, not '\(precision)'")
    }
  }

  func run() throws {
    let start = Date()
    let initial = try InitialModel(
      base: base.map(URL.init(fileURLWithPath:)), from: from.map(URL.init(fileURLWithPath:)))
    var mixture = TrainingMixture(data: URL(fileURLWithPath: data))
    mixture.realData = realData.map { URL(fileURLWithPath: $0) }
    mixture.mistakes = mistakes.map { URL(fileURLWithPath: $0) }
    mixture.seed = seed
    mixture.wikiNLDBWeight = wikinldb
    if let holdOut {
      let file = URL(fileURLWithPath: holdOut)
      mixture.excludedFacts = try RealData.suiteFacts(file)
      mixture.excludedSets = RealDataSet.sets(of: file)
    }
    let mixer = try mixture.mixer(report: Console.note)

    var program = ReaderProgram(checkpoint: URL(fileURLWithPath: checkpoint))
    program.batchSize = batch
    program.precision = precision.flatMap(MatrixPrecision.init(rawValue:)) ?? .fastest
    program.options.seed = seed
    program.options.easyLoss = easyLoss
    program.options.optimizer = OptimizerKind(rawValue: optimizer) ?? .adamW
    program.options.schedule = LearningRateSchedule(peak: rate, warmUp: warmUp, steps: steps)
    let step = try program.run(
      tower: initial.reader, words: initial.words, tokenizer: initial.tokenizer, mixer: mixer,
      deadline: minutes.map { start.addingTimeInterval($0 * 60) }, report: Console.note)
    try initial.save(to: URL(fileURLWithPath: out))
    Console.note("step \(step): wrote \(out) after \(Int(Date().timeIntervalSince(start))) s")
  }
}
