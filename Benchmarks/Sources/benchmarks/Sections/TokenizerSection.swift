import Encoder
import NeuralDB

/// Text to word pieces.
struct TokenizerSection {
  let context: SectionContext

  func run() throws {
    let tokenizer = try ModelFolder(ModelLocator.locate()).tokenizer()
    let sentences = SyntheticFacts.make(context.effort.choose(500, 20_000, 100_000))
    let bytes = Double(sentences.reduce(0) { $0 + $1.utf8.count })
    let parts = context.cores * 4
    let times = try Samples.timing(5) {
      try Parallel.forEach(count: parts, workers: context.cores) { part in
        for index in stride(from: part, to: sentences.count, by: parts) { _ = tokenizer.tokenize(sentences[index]) }
      }
    }
    context.emit(
      Row(
        "tokenizer", "sentences", cores: context.cores,
        [.init("MB/s", times) { bytes / $0 / 1e6 }, .init("sentences/s", times) { Double(sentences.count) / $0 }]))
  }
}
