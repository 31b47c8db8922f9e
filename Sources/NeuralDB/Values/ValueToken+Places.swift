/// What stands at a place of a token list; a place beyond either end holds nothing.
extension [ValueToken] {
  /// The token in lower case.
  func lower(_ at: Int) -> String? { indices.contains(at) ? self[at].lower : nil }

  /// Whether the token is one of `symbols`.
  func isSymbol(_ at: Int, _ symbols: String) -> Bool {
    guard indices.contains(at), self[at].kind == .symbol, let first = self[at].text.first else { return false }
    return symbols.contains(first)
  }

  /// Whether the token follows the one before it without a space.
  func attached(_ at: Int) -> Bool { indices.contains(at) && !self[at].spaceBefore }
}
