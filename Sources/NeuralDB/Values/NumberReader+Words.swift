extension NumberReader {
  /// *half*, *a quarter*, *two thirds*, and what they are taken of (*half a million*, *three quarters of an hour*).
  ///
  /// - Parameter absorbing: whether a scale after it is taken along; not so in *two and a half million*.
  func fraction(at start: Int, absorbing: Bool = true) -> Reading? {
    guard let first = tokens.lower(start), tokens[start].isWord else { return nil }
    var index = start
    var count = 1.0
    if first == "a" || first == "an" || first == "one" {
      index += 1
    } else if let number = NumberWords.units[first] {
      count = number
      index += 1
    } else if first != "half" && first != "quarter" {
      return nil
    }
    if tokens.isSymbol(index, "-"), index > start { index += 1 }
    guard let word = tokens.lower(index), let part = NumberWords.fractions[word] else { return nil }
    var result = Reading(value: count * part, end: index + 1, isFraction: true)
    guard absorbing else { return result }
    // "half a million", "a quarter of a million": the scale belongs to the number, a unit is left to the caller.
    var next = result.end
    if tokens.isSymbol(next, "-") { next += 1 }
    if tokens.lower(next) == "of" { next += 1 }
    if let article = tokens.lower(next), article == "a" || article == "an" || article == "one" { next += 1 }
    if let word = tokens.lower(next), let scale = NumberWords.scales[word] ?? NumberWords.groups[word] {
      result.value *= scale
      result.end = next + 1
      result.isFraction = false
      if tokens.lower(result.end) == "of" { result.end += 1 }
    } else if next > result.end, let word = tokens.lower(next), UnitTable.isName(word) {
      result.end = next
    }
    return result
  }

  /// Tokens of the longest number in words that is read as one.
  private static let longest = 24

  /// A cardinal or ordinal in words: *two hundred and five*, *a dozen*, *twenty-second*.
  func words(at start: Int) -> Reading? {
    guard let first = tokens.lower(start), tokens[start].isWord else { return nil }
    if let value = NumberWords.multiples[first] { return Reading(value: value, end: start + 1) }
    if first == "no", tokens.lower(start + 1) == "one" { return nil }
    var state = WordState()
    var index = start
    if first == "a" || first == "an" {
      guard let next = tokens.lower(start + 1), NumberWords.scales[next] ?? NumberWords.groups[next] != nil else {
        return nil
      }
      state.current = 1
      state.open = true
      index += 1
    }
    while index < start + Self.longest, let word = tokens.lower(index), tokens[index].isWord {
      if state.add(word, hyphenated: tokens.isSymbol(index - 1, "-")) {
        index += 1
      } else if word == "and", state.allowsAnd, let next = tokens.lower(index + 1), isUnitOrTen(next) {
        index += 1
        continue
      } else {
        break
      }
      if state.isOrdinal { break }
      if tokens.isSymbol(index, "-"), tokens.attached(index), tokens.attached(index + 1),
        let next = tokens.lower(index + 1), state.accepts(next)
      {
        index += 1
      }
    }
    guard state.started else { return nil }
    if tokens.lower(index) == "of", state.endsInGroup { index += 1 }
    var reading = Reading(value: state.total + state.current, end: index, isOrdinal: state.isOrdinal)
    if let half = andFraction(at: index), !state.isOrdinal {
      reading.value += half.value * state.lastScale
      reading.end = half.end
      if let word = tokens.lower(half.end), let scale = NumberWords.scales[word] {
        reading.value *= scale
        reading.end += 1
      }
    }
    return reading
  }

  private func isUnitOrTen(_ word: String) -> Bool {
    NumberWords.units[word] != nil || NumberWords.tens[word] != nil
      || NumberWords.ordinals[word].map { $0 < 100 } ?? false
  }
}

/// The running value of a number in words: `total` of finished scales, `current` below the next one.
private struct WordState {
  var total = 0.0
  var current = 0.0
  var started = false
  /// Whether a leading article is waiting for its group word.
  var open = false
  var isOrdinal = false
  var endsInGroup = false
  var lastScale = 1.0
  private var last = Last.none

  private enum Last { case none, unit, ten, hundred, scale }

  var allowsAnd: Bool { last == .hundred || last == .scale }

  func accepts(_ word: String) -> Bool {
    var copy = self
    return copy.add(word, hyphenated: true)
  }

  /// Takes one word; false when it does not continue the number.
  mutating func add(_ word: String, hyphenated: Bool) -> Bool {
    if let value = NumberWords.units[word] {
      guard last == .none || last == .hundred || last == .scale || (last == .ten && value < 10 && value > 0) else {
        return false
      }
      current += value
      last = .unit
    } else if let value = NumberWords.tens[word] {
      guard last == .none || last == .hundred || last == .scale else { return false }
      current += value
      last = .ten
    } else if let value = NumberWords.groups[word] {
      guard open || started && !NumberWords.pairs.contains(word) else { return false }
      guard last != .hundred || value == 100 else { return false }
      current = max(current, 1) * value
      last = .hundred
      lastScale = value
      endsInGroup = value != 100
    } else if let value = NumberWords.scales[word] {
      guard started || open else { return false }
      total += max(current, 1) * value
      current = 0
      last = .scale
      lastScale = value
    } else if let value = NumberWords.ordinals[word] {
      return addOrdinal(value, hyphenated: hyphenated)
    } else {
      return false
    }
    started = true
    open = false
    return true
  }

  private mutating func addOrdinal(_ value: Double, hyphenated: Bool) -> Bool {
    switch last {
    case .none, .scale: break
    case .hundred: guard value < 100 else { return false }
    // "twenty second" may be twenty seconds: only the hyphen makes it the 22nd.
    case .ten: guard value < 10, hyphenated || value != 2 else { return false }
    case .unit: guard value >= 100 else { return false }
    }
    if value >= 100 {
      current = max(current, 1) * value
    } else {
      current += value
    }
    isOrdinal = true
    started = true
    return true
  }
}
