import ArgumentParser
import Foundation

enum SectionName: String, CaseIterable, ExpressibleByArgument {
  case encoder, tokenizer, ingest, search, questions, start

  /// The processes that a section takes: cores, and stored facts where they vary.
  func parts(_ effort: Effort) -> [(cores: Int, size: Int?)] {
    let all = Cores.available
    let both = all > 1 ? [1, all] : [1]
    switch self {
    case .encoder, .tokenizer: return both.map { ($0, nil) }
    case .ingest: return effort.choose([all], [all], both).map { ($0, nil) }
    case .search:
      return effort.choose([2_000], [10_000, 100_000], [10_000, 100_000, 1_000_000])
        .flatMap { size in both.map { ($0, size) } }
    case .questions:
      return effort.choose([1_000], [1_000, 10_000], [1_000, 10_000, 100_000, 1_000_000]).map { (all, $0) }
    case .start: return [(all, nil)]
    }
  }
}

/// One section in this process; prints a row a line as JSON.
struct SectionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "section", shouldDisplay: false)

  @Argument var name: SectionName
  @Option var effort: Effort
  @Option var cores: Int
  @Option var size: Int?
  @Option var scratch: String
  @Option var neuraldb: String

  func run() async throws {
    Cores.hold(to: cores)
    let context = SectionContext(
      effort: effort, cores: cores, size: size ?? 0, scratch: URL(fileURLWithPath: scratch),
      neuraldb: URL(fileURLWithPath: neuraldb))
    switch name {
    case .encoder: try EncoderSection(context: context).run()
    case .tokenizer: try TokenizerSection(context: context).run()
    case .ingest: try await IngestSection(context: context).run()
    case .search: try SearchSection(context: context).run()
    case .questions: try await QuestionSection(context: context).run()
    case .start: try StartSection(context: context).run()
    }
    if name != .start {
      context.emit(
        Row("memory", name.rawValue, cores: cores, size: size, [.init("MB peak RSS", Machine.peakMemory / 1e6)]))
    }
  }
}

/// What every section gets.
struct SectionContext {
  var effort: Effort
  var cores: Int
  var size: Int
  /// A folder that lasts as long as the run: later sections find what earlier ones made.
  var scratch: URL
  var neuraldb: URL

  func emit(_ row: Row) {
    guard let data = try? JSONEncoder().encode(row) else { return }
    FileHandle.standardOutput.write(data + Data("\n".utf8))
  }
}
