import ArgumentParser

/// What a user waits for, measured: `make bench` and `make bench-peers`.
@main
struct BenchmarkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmarks", abstract: "Measures what a user of NeuralDB waits for.",
    subcommands: [RunCommand.self, SectionCommand.self, LargeCommand.self, EncoderWorker.self, SearchWorker.self],
    defaultSubcommand: RunCommand.self)
}

/// How much is measured.
enum Effort: String, CaseIterable, Codable, ExpressibleByArgument, Sendable {
  /// Enough to see that all of it works; the figures mean little.
  case smoke
  /// Two minutes on an idle machine.
  case quick
  /// Up to a million facts.
  case full

  func choose<T>(_ smoke: T, _ quick: T, _ full: T) -> T {
    switch self {
    case .smoke: smoke
    case .quick: quick
    case .full: full
    }
  }
}
