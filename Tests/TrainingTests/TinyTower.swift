import Encoder
import NeuralDB

/// Towers of a few thousand random weights over a vocabulary of whole words: everything runs, in no time.
struct TinyTower {
  private static let spelling = """
    ann ben cara dan eva finn oslo rome paris bergen turin lyon norway italy france lives in where does live which
    country is a city of the gull heron alpha beta weighs weigh boats boat more than and tons 15 12 9 kg how many what
    three oldest likes green tea like second
    """
  static let vocabulary =
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]", ".", "?", ","] + spelling.split { $0.isWhitespace }.map(String.init)

  let tokenizer: WordPieceTokenizer
  let words: WordEmbeddings
  let reader: TowerParameters
  let retriever: TowerParameters

  /// Towers of one seed are equal.
  init(seed: UInt64 = 3, hidden: Int = 16) throws {
    tokenizer = try WordPieceTokenizer(pieces: Self.vocabulary)
    let configuration = EncoderConfiguration(
      hiddenSize: hidden, layers: 1, heads: 2, feedForwardSize: 24, vocabularySize: Self.vocabulary.count, positions: 64
    )
    var random = SeededRandom(seed: seed)
    words = WordEmbeddings(
      values: (0..<Self.vocabulary.count * hidden).map { _ in random.normal() },
      vocabularySize: Self.vocabulary.count, hiddenSize: hidden)
    reader = ModelFolder.readerTower(configuration)
    retriever = TowerParameters(configuration: configuration)
    for tower in [reader, retriever] {
      tower.initialize(seed: random.next(), deviation: 0.3)
      // Biases of 0 and gains of 1 would hide a gradient that forgets them.
      for index in 0..<tower.buffer.count { tower.buffer.pointer[index] += random.normal() * 0.05 }
    }
  }
}
