import ArgumentParser
import Foundation
import NeuralDB
import Training

/// `neuraldb train retriever`.
struct TrainRetrieverCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retriever", abstract: "Train the retriever contrastively on support sets.",
    discussion: """
      On gold support sets; with --distant on the sets from which the reader of --from derives the right answer, gold sets \
      unseen.
      """)

  @Option(help: "Folder of the base model.") var base: String?
  @Option(help: "Model folder whose retriever training starts from.") var from: String?
  @Option(help: "Folder with Relations/, Natural/, Roles/ and Questions/.") var data = "Data"
  @Option(help: "Folder of the public data sets, see Data/README.md.") var realData: String?
  @Option(help: "Folder of the run's checkpoint.") var checkpoint = "checkpoints/retriever"
  @Option(help: "Model folder to write.") var out: String
  @Option(help: "Updates in all.") var steps = 400
  @Option(help: "Queries an update.") var batch = 48
  @Option(help: "Peak learning rate.") var rate: Float = 2e-5
  @Option(help: "Seed of data and dropout.") var seed: UInt64 = 1
  @Flag(help: "Learn from answers alone: sets are those that the reader answers right from. Needs --from.")
  var distant = false
  @Option(help: "Generated databases explored with --distant, beside the natural ones.") var explored = 200

  func validate() throws {
    if batch < 1 || steps < 0 || explored < 0 {
      throw ValidationError("--batch must be at least 1, --steps and --explored not negative")
    }
    if distant, from == nil { throw ValidationError("--distant needs --from: its reader judges the sets") }
    guard (base == nil) != (from == nil) else { throw ValidationError("give one of --base and --from") }
  }

  func run() async throws {
    let initial = try InitialModel(
      base: base.map(URL.init(fileURLWithPath:)), from: from.map(URL.init(fileURLWithPath:)))
    var mixture = TrainingMixture(data: URL(fileURLWithPath: data))
    mixture.realData = realData.map { URL(fileURLWithPath: $0) }
    mixture.seed = seed
    var program = RetrieverProgram(checkpoint: URL(fileURLWithPath: checkpoint))
    program.batchSize = batch
    program.options.seed = seed
    program.options.schedule = LearningRateSchedule(peak: rate, warmUp: steps / 10, steps: steps)
    let batches: @Sendable (Int, Int) -> [RetrieverExample]
    if distant, let from {
      let supervision = DistantSupervision(model: try NeuralModel(folder: URL(fileURLWithPath: from)))
      batches = try await mixture.distantBatches(supervision, generated: explored, report: Console.note)
    } else {
      batches = try mixture.retrieverBatches()
    }
    try program.run(
      tower: initial.retriever, words: initial.words, tokenizer: initial.tokenizer, batch: batches, report: Console.note
    )
    try initial.save(to: URL(fileURLWithPath: out))
  }
}
