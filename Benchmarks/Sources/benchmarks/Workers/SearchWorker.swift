import ArgumentParser
import Foundation
import NeuralDB

/// Searches raw fp32 vectors (and queries) of 384 numbers in native byte order each time it is told to.
struct SearchWorker: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "search-worker", shouldDisplay: false)

  @Option var vectors: String
  @Option var queries: String
  @Option var cores: Int
  @Option(help: "A database to make of the vectors if it is not there, and to search as the database does.")
  var store: String?

  func run() throws {
    Cores.hold(to: cores)
    let (search, queries) = (try open(), try rows(Self.floats(queries)))
    try WorkerLoop(
      round: { try queries.map { try search.nearest($0, limit: 10).map(\.id) } },
      save: { found, url in try found.flatMap { $0 }.withUnsafeBytes { Data($0) }.write(to: url) }
    ).start()
  }

  private func open() throws -> VectorSearch {
    let dimension = SyntheticVectors.dimension
    let values = try Self.floats(vectors)
    guard let store else { return VectorSearch(vectors: values, dimension: dimension) }
    return try VectorSearch(
      store: SyntheticStore.open(URL(fileURLWithPath: store), count: values.count / dimension) {
        Array(values[$0 * dimension..<($0 + 1) * dimension])
      })
  }

  private func rows(_ values: [Float]) -> [[Float]] {
    stride(from: 0, to: values.count, by: SyntheticVectors.dimension).map {
      Array(values[$0..<$0 + SyntheticVectors.dimension])
    }
  }

  private static func floats(_ path: String) throws -> [Float] {
    try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped).withUnsafeBytes {
      Array($0.bindMemory(to: Float.self))
    }
  }
}
