/// A text cut into WordPiece pieces, each with its place in the source.
///
/// The four arrays let a caller go from a piece the model marked back to the characters the user wrote: `ids`,
/// `ranges` and `words` have one element a piece, `wordRanges` one a basic token.
public struct TokenizedText: Sendable, Hashable {
  /// Vocabulary id of each piece.
  public var ids: [Int32]
  /// UTF-8 byte offsets in the source text of each piece. A combining mark that normalisation drops belongs to the
  /// piece of the character it stands on, so slicing the source never tears a letter from its accent.
  public var ranges: [Range<Int>]
  /// Index of the basic token (word or punctuation mark) each piece belongs to, non-decreasing from 0.
  public var words: [Int32]
  /// UTF-8 byte offsets in the source text of each basic token.
  public var wordRanges: [Range<Int>]

  /// Creates a tokenised text from its parts, by default the empty one.
  public init(
    ids: [Int32] = [], ranges: [Range<Int>] = [], words: [Int32] = [], wordRanges: [Range<Int>] = []
  ) {
    self.ids = ids
    self.ranges = ranges
    self.words = words
    self.wordRanges = wordRanges
  }
}
