import ArgumentParser
import Encoder
import Foundation

/// Encodes a file of sentences, one a line, each time it is told to.
struct EncoderWorker: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "encoder-worker", shouldDisplay: false)

  @Option var sentences: String
  @Option var precision: String
  @Option var cores: Int

  func run() throws {
    Cores.hold(to: cores)
    guard let precision = MatrixPrecision(rawValue: precision), precision.supported == precision else {
      throw ValidationError("\(precision) is no precision of this CPU")
    }
    let texts = try String(contentsOfFile: sentences, encoding: .utf8).split(separator: "\n").map(String.init)
    let encoder = try RetrieverParts().encoder(precision, workers: cores)
    try WorkerLoop(
      round: { try encoder.vectors(for: texts) },
      save: { vectors, url in
        try vectors.flatMap { $0 }.withUnsafeBytes { Data($0) }.write(to: url)
      }
    ).start()
  }
}
