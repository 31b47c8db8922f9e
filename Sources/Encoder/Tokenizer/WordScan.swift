/// One pass over a text: gathers the normalised bytes of a word, and cuts the word into pieces when it ends.
struct WordScan {
  private(set) var result: TokenizedText

  private let tokenizer: WordPieceTokenizer
  /// The word so far, normalised.
  private var bytes: [WordByte] = []
  /// Characters of the word so far, which may be more than `bytes` keeps of an overlong word.
  private var characters = 0
  /// Source offsets of the word so far.
  private var start = 0
  private var end = 0

  /// A byte of a normalised character and where the character stands in the source.
  private struct WordByte {
    var byte: UInt8
    var start: Int
    var end: Int
  }

  init(tokenizer: WordPieceTokenizer, capacity: Int) {
    self.tokenizer = tokenizer
    result = TokenizedText()
    result.ids.reserveCapacity(capacity)
    result.ranges.reserveCapacity(capacity)
    result.words.reserveCapacity(capacity)
    result.wordRanges.reserveCapacity(capacity)
    bytes.reserveCapacity(WordPieceTokenizer.longestWord)
  }

  mutating func run(over source: UnsafeBufferPointer<UInt8>) {
    var offset = 0
    while offset < source.count {
      let byte = source[offset]
      if byte < 0x80 {
        let normalized = asciiTable[Int(byte)]
        if normalized > asciiPunctuation {
          append(normalized, at: offset, to: offset + 1)
        } else if normalized == asciiSpace {
          finishWord()
        } else if normalized == asciiPunctuation {
          finishWord()
          append(byte, at: offset, to: offset + 1)
          finishWord()
        }
        offset += 1
      } else {
        let (scalar, length) = decode(source, at: offset)
        take(scalar, at: offset, to: offset + length)
        offset += length
      }
    }
    finishWord()
  }

  private mutating func take(_ scalar: Unicode.Scalar, at start: Int, to end: Int) {
    switch BertCharacter.of(scalar) {
    case .removed: break
    case .space: finishWord()
    case .mark: extend(to: end)
    case .alone(let scalars):
      finishWord()
      for scalar in scalars { append(scalar, at: start, to: end) }
      finishWord()
    case .letters(let scalars):
      for scalar in scalars {
        let alone = BertCharacter.isPunctuation(scalar)
        if alone { finishWord() }
        append(scalar, at: start, to: end)
        if alone { finishWord() }
      }
    }
  }

  /// Gives a dropped mark's bytes to the character before it, when that is part of the same word.
  private mutating func extend(to markEnd: Int) {
    if characters == 0 { return }
    end = markEnd
    let last = bytes[bytes.count - 1].start
    var index = bytes.count - 1
    while index >= 0, bytes[index].start == last {
      bytes[index].end = markEnd
      index -= 1
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar, at start: Int, to end: Int) {
    var first = true
    for byte in UTF8.encode(scalar) ?? .init() {
      append(byte, at: start, to: end, startsCharacter: first)
      first = false
    }
  }

  @inline(__always)
  private mutating func append(_ byte: UInt8, at start: Int, to end: Int, startsCharacter: Bool = true) {
    if characters == 0 { self.start = start }
    if startsCharacter { characters += 1 }
    self.end = end
    // An overlong word becomes [UNK]: its bytes are not needed, and must not grow without bound.
    if characters <= WordPieceTokenizer.longestWord { bytes.append(WordByte(byte: byte, start: start, end: end)) }
  }

  private mutating func finishWord() {
    if characters == 0 { return }
    let word = Int32(truncatingIfNeeded: result.wordRanges.count)
    result.wordRanges.append(start..<end)
    let before = result.ids.count
    if characters > WordPieceTokenizer.longestWord || !appendPieces(of: word) {
      result.ids.removeSubrange(before...)
      result.ranges.removeSubrange(before...)
      result.words.removeSubrange(before...)
      result.ids.append(tokenizer.unk)
      result.ranges.append(start..<end)
      result.words.append(word)
    }
    bytes.removeAll(keepingCapacity: true)
    characters = 0
  }

  /// Appends the greedy longest-match pieces of the word; false when some part of it matches none.
  private mutating func appendPieces(of word: Int32) -> Bool {
    var from = 0
    while from < bytes.count {
      var node = from == 0 ? PieceTrie.wordStart : PieceTrie.continuation
      var best = PieceTrie.none
      var bestEnd = from
      var index = from
      while index < bytes.count, let child = tokenizer.trie.step(node, bytes[index].byte) {
        node = child
        index += 1
        let id = tokenizer.trie.id(at: node)
        if id != PieceTrie.none {
          best = id
          bestEnd = index
        }
      }
      if best == PieceTrie.none { return false }
      result.ids.append(best)
      result.ranges.append(bytes[from].start..<bytes[bestEnd - 1].end)
      result.words.append(word)
      from = bestEnd
    }
    return true
  }
}

private let asciiRemoved: UInt8 = 0
private let asciiSpace: UInt8 = 1
private let asciiPunctuation: UInt8 = 2

/// For each ASCII byte its lower case, or what else becomes of it (the codes above, which are controls themselves).
private let asciiTable: [UInt8] = (0..<128).map { value in
  let byte = UInt8(truncatingIfNeeded: value)
  switch byte {
  case 9, 10, 13, 32: return asciiSpace
  case 0..<32, 127: return asciiRemoved
  case 65...90: return byte + 32
  case 48...57, 97...122: return byte
  default: return asciiPunctuation
  }
}

/// The scalar at `offset` of valid UTF-8 and its length in bytes. Source: RFC 3629.
private func decode(_ source: UnsafeBufferPointer<UInt8>, at offset: Int) -> (Unicode.Scalar, Int) {
  func low(_ index: Int) -> UInt32 { UInt32(source[offset + index] & 0x3F) }
  let first = UInt32(source[offset])
  let value: UInt32
  let length: Int
  switch first {
  case ..<0xE0: (value, length) = ((first & 0x1F) << 6 | low(1), 2)
  case ..<0xF0: (value, length) = ((first & 0x0F) << 12 | low(1) << 6 | low(2), 3)
  default: (value, length) = ((first & 0x07) << 18 | low(1) << 12 | low(2) << 6 | low(3), 4)
  }
  return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
}
