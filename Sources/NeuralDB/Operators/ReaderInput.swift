import Encoder

/// A question and a support set as the reader sees them: `[CLS] question [SEP] fact [SEP] fact [SEP]`, segment 0 for
/// the question, 1 for facts.
public struct ReaderInput: Sendable {
  /// A basic token of the question or of a fact.
  public struct Word: Sendable, Hashable {
    /// Position of its first piece in the sequence.
    public var token: Int
    /// UTF-8 offsets in the text it comes from.
    public var range: Range<Int>
  }

  public var sequence: EncoderSequence
  public var questionWords: [Word] = []
  /// Words of each fact, in order.
  public var factWords: [[Word]] = []

  /// Longest question and longest sequence, in pieces; what is beyond is cut.
  public static let questionLimit = 72
  public static let limit = 320

  /// - Parameter limit: longest sequence, where the model has fewer positions than `ReaderInput.limit`.
  public init(
    question: TokenizedText, facts: [TokenizedText], tokenizer: WordPieceTokenizer, limit: Int = ReaderInput.limit
  ) {
    var ids = [tokenizer.cls]
    questionWords = Self.append(question, limit: min(Self.questionLimit, limit - 2), to: &ids)
    ids.append(tokenizer.sep)
    var segments = [Int32](repeating: 0, count: ids.count)
    for fact in facts {
      factWords.append(Self.append(fact, limit: limit - ids.count - 1, to: &ids))
      if ids.count < limit { ids.append(tokenizer.sep) }
    }
    segments += [Int32](repeating: 1, count: ids.count - segments.count)
    sequence = EncoderSequence(ids: ids, segments: segments)
  }

  private static func append(_ text: TokenizedText, limit: Int, to ids: inout [Int32]) -> [Word] {
    var words: [Word] = []
    var last: Int32 = -1
    for (piece, id) in text.ids.prefix(max(0, limit)).enumerated() {
      if text.words[piece] != last {
        last = text.words[piece]
        words.append(Word(token: ids.count, range: text.wordRanges[Int(last)]))
      }
      ids.append(id)
    }
    return words
  }
}
