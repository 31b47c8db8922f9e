import Foundation

/// The uncased BERT tokenizer: basic tokenisation, then greedy longest-match pieces.
///
/// ```swift
/// let tokenizer = try WordPieceTokenizer(vocabulary: URL(filePath: "Data/Models/vocab.txt"))
/// tokenizer.tokenize("Oslo's cafés").ids  // oslo ' s cafes
/// ```
///
/// Gives the ids of Hugging Face `tokenizers` (`BertNormalizer`, `BertPreTokenizer`, `WordPiece`), with one intended
/// difference: `[SEP]` and the like in a text are plain characters, so no fact can forge a boundary. No special
/// token is added and nothing is cut off.
public struct WordPieceTokenizer: Sendable {
  /// Id of `[CLS]`, which opens a sequence.
  public let cls: Int32
  /// Id of `[SEP]`, which ends a segment.
  public let sep: Int32
  /// Id of `[PAD]`, which fills a batch.
  public let pad: Int32
  /// Id of `[UNK]`, a word the pieces cannot spell.
  public let unk: Int32
  /// Number of pieces in the vocabulary, which is one more than the largest id.
  public let count: Int

  let trie: PieceTrie

  /// A word of more characters than this is `[UNK]`.
  static let longestWord = 100

  /// Reads a `vocab.txt`: one piece a line, the first has id 0.
  ///
  /// - Throws: `TokenizerError` when the file cannot be read, is not UTF-8 or lacks a special piece.
  public init(vocabulary: URL) throws {
    let data: Data
    do {
      data = try Data(contentsOf: vocabulary)
    } catch {
      throw TokenizerError.unreadable(path: vocabulary.path, reason: error.localizedDescription)
    }
    var lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    var pieces: [String] = []
    pieces.reserveCapacity(lines.count)
    for (index, line) in lines.enumerated() {
      let trimmed = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      guard let piece = String(validating: trimmed, as: UTF8.self) else {
        throw TokenizerError.notText(path: vocabulary.path, line: index + 1)
      }
      pieces.append(piece)
    }
    try self.init(pieces: pieces)
  }

  /// Makes a tokenizer of `pieces`; a piece's id is its index, `##` marks one that continues a word.
  ///
  /// - Throws: `TokenizerError.missingPiece` when `[CLS]`, `[SEP]`, `[PAD]` or `[UNK]` is not among them.
  public init(pieces: [String]) throws {
    func id(of piece: String) throws -> Int32 {
      guard let index = pieces.lastIndex(of: piece) else {
        throw TokenizerError.missingPiece(piece: piece, count: pieces.count)
      }
      return Int32(truncatingIfNeeded: index)
    }
    cls = try id(of: "[CLS]")
    sep = try id(of: "[SEP]")
    pad = try id(of: "[PAD]")
    unk = try id(of: "[UNK]")
    count = pieces.count
    trie = PieceTrie(pieces: pieces)
  }

  /// Cuts `text` into pieces. Any string is allowed; the empty one gives no pieces.
  ///
  /// - Complexity: O(*n* + the characters matched again after a piece ends) in the bytes of `text`.
  public func tokenize(_ text: String) -> TokenizedText {
    var copy = text
    return copy.withUTF8 { source in
      var scan = WordScan(tokenizer: self, capacity: source.count / 4 + 2)
      scan.run(over: source)
      return scan.result
    }
  }
}
