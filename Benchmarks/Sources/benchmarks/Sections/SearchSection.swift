import Foundation
import NeuralDB

/// The scan that every question starts with, over synthetic vectors: fp32 as it is, and as a database holds it.
struct SearchSection {
  let context: SectionContext
  private let limit = 10

  func run() throws {
    let (size, dimension) = (context.size, SyntheticVectors.dimension)
    let values = SyntheticVectors.make(size, seed: 3)
    let queries = SyntheticVectors.make(context.effort.choose(2, 20, 20), seed: 5)
    let url = context.scratch.appendingPathComponent("vectors-\(size).neuraldb")
    let store = try SyntheticStore.open(url, count: size) { Array(values[$0 * dimension..<($0 + 1) * dimension]) }
    let exact = try measure("exact fp32", VectorSearch(vectors: values, dimension: dimension), queries, against: nil)
    var opened: VectorSearch?
    let seconds = try Samples.seconds { opened = try VectorSearch(store: store) }
    if let opened { _ = try measure("as stored", opened, queries, against: exact) }
    context.emit(Row("search", "open", cores: context.cores, size: size, [.init("s", seconds)]))
  }

  /// - Returns: the ids found for each query.
  private func measure(
    _ name: String, _ search: VectorSearch, _ queries: [Float], against truth: [[Int64]]?
  ) throws -> [[Int64]] {
    let dimension = SyntheticVectors.dimension
    let queries = stride(from: 0, to: queries.count, by: dimension).map { Array(queries[$0..<$0 + dimension]) }
    _ = try search.nearest(queries[0], limit: limit)
    var (found, times): ([[Int64]], [Double]) = ([], [])
    for query in queries {
      times.append(try Samples.seconds { found.append(try search.nearest(query, limit: limit).map(\.id)) })
    }
    // What an fp32 scan reads: for a compact form the rate that fp32 would have needed.
    let bytes = Double(context.size * dimension * MemoryLayout<Float>.size)
    var metrics: [Row.Metric] = [
      .init("ms a query", Samples(times)) { $0 * 1e3 }, .init("GB/s of fp32", Samples(times)) { bytes / $0 / 1e9 },
    ]
    if let truth {
      let hits = zip(found, truth).reduce(0) { $0 + Set($1.0).intersection($1.1).count }
      metrics.append(.init("recall@\(limit)", Double(hits) / Double(max(1, truth.reduce(0) { $0 + $1.count }))))
    }
    context.emit(Row("search", name, cores: context.cores, size: context.size, metrics))
    return found
  }
}
