import Foundation

/// When something happened or began by what its sentence says (*in 2018*, *since March*, *this morning*). It tells which of
/// two facts came first where it can: people note things as they think of them, and a stated time beats the order of
/// telling.
public struct StatedTime: Sendable, Hashable {
  /// The days it may have been, since 1970-01-01 in UTC.
  private var days: ClosedRange<Int>
  /// Of one day: 0 for morning to 3 for night.
  private var part: Int?

  /// - Parameters:
  ///   - text: one sentence; where it names two times, which of them is meant is not plain.
  ///   - addedAt: when it was told, from which *yesterday* counts.
  public init?(_ text: String, addedAt: Date) {
    guard let time = ValidTimeReader.validTime(of: text, addedAt: addedAt), let from = time.from else { return nil }
    days = from...(time.kind == .event ? max(from, time.until ?? from) : from)
    guard days.count == 1 else { return }
    let words = ValueLexer.tokens(of: text).map(\.lower)
    let parts = words.indices.compactMap { index -> Int? in
      if words[index] == "tonight" { return TimePhrase.partsOfDay["night"] }
      guard index > 0, ["this", "yesterday", "last"].contains(words[index - 1]) else { return nil }
      return TimePhrase.partsOfDay[words[index]]
    }
    part = parts.count == 1 ? parts[0] : nil
  }

  /// Whether it was over before the other began; false where that is open.
  public func isBefore(_ other: StatedTime) -> Bool {
    if days.upperBound < other.days.lowerBound { return true }
    guard days == other.days, let part, let otherPart = other.part else { return false }
    return part < otherPart
  }
}
