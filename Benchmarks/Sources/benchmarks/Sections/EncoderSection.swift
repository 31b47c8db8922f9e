import Encoder
import NeuralDB

/// Sentences to vectors, tokenising included, in every precision.
struct EncoderSection {
  let context: SectionContext

  func run() throws {
    let cores = context.cores
    let parts = try RetrieverParts()
    let sentences = SyntheticFacts.make(context.effort.choose(64, 400, 2_000))
    let runs = context.effort.choose(1, 3, 5)
    let peak = try SgemmPeak.measure(cores: cores, seconds: context.effort.choose(0.1, 1, 3))
    context.emit(Row("encoder", "OpenBLAS sgemm", cores: cores, [.init("GFLOP/s", peak)]))
    for precision in MatrixPrecision.allCases where precision.supported == precision {
      let encoder = parts.encoder(precision, workers: cores)
      let tokens = Double(sentences.reduce(0) { $0 + encoder.sequence($1).ids.count })
      let flops = tokens * parts.flopsPerToken
      let times = try Samples.timing(runs) { _ = try encoder.vectors(for: sentences) }
      context.emit(
        Row(
          "encoder", precision.rawValue, cores: cores,
          [
            .init("tokens/s", times) { tokens / $0 }, .init("sentences/s", times) { Double(sentences.count) / $0 },
            .init("GFLOP/s", times) { flops / $0 / 1e9 },
            .init("of sgemm", times) { flops / $0 / 1e9 / peak.median },
          ]))
    }
  }
}

/// The retriever without the reader.
struct RetrieverParts {
  let tokenizer: WordPieceTokenizer
  let parameters: TowerParameters
  let words: WordEmbeddings

  init() throws {
    let folder = ModelFolder(try ModelLocator.locate())
    tokenizer = try folder.tokenizer()
    words = try folder.words()
    parameters = TowerParameters(configuration: try folder.configuration())
    try parameters.load(folder.retrieverFile)
  }

  func encoder(_ precision: MatrixPrecision, workers: Int) -> SentenceEncoder {
    SentenceEncoder(
      tokenizer: tokenizer,
      runner: EncoderRunner(parameters: parameters, words: words, precision: precision, workers: workers))
  }

  /// Of the products with weights; those of attention, which grow with the length, are left out.
  var flopsPerToken: Double {
    let sizes = parameters.configuration
    let perLayer = 4 * sizes.hiddenSize * sizes.hiddenSize + 2 * sizes.hiddenSize * sizes.feedForwardSize
    return 2 * Double(sizes.layers * perLayer)
  }
}
