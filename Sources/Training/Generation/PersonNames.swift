import Encoder

/// Makes people whose names stay apart: no *Tom* beside a *Tom Becker*, no *Dr Okafor* beside an *Ann Okafor*, but on
/// purpose a *Tom Becker* beside a *Tom Hargreaves*.
struct PersonNames: Sendable {
  /// First names that stand alone.
  private var alone: Set<String> = []
  /// First names of full names, in order.
  private var firsts: [String] = []
  private var lasts: [String] = []
  private var titled: Set<String> = []
  private var all: Set<String> = []

  private static let titles = ["Dr", "Dr", "Mr", "Mrs", "Ms", "Professor"]

  mutating func fresh(_ library: RelationLibrary, unseen: Bool, random: inout SeededRandom) -> String {
    var name = ""
    for _ in 0..<40 {
      let kind = random.unit()
      let first = kind < 0.9 && kind >= 0.45 && random.chance(0.25) ? random.pick(firsts) : nil
      let shared = random.chance(0.15) ? random.pick(lasts) : nil
      name = compose(
        kind: kind, first: first ?? Self.part(library.firstNames, library, unseen, &random),
        last: shared ?? Self.part(library.lastNames, library, unseen, &random), &random)
      if !name.isEmpty { break }
    }
    all.insert(name)
    return name
  }

  private static func part(
    _ names: [String], _ library: RelationLibrary, _ unseen: Bool, _ random: inout SeededRandom
  ) -> String {
    let kept = names.filter { library.split.isUnseen(value: $0) == unseen }
    return random.pick(kept.isEmpty ? names : kept) ?? "Ann"
  }

  /// Empty when the name would be mistaken for another one.
  private mutating func compose(kind: Double, first: String, last: String, _ random: inout SeededRandom) -> String {
    if kind < 0.45 {
      guard !firsts.contains(first), !lasts.contains(first), alone.insert(first).inserted else { return "" }
      return first
    }
    if kind < 0.9 {
      guard !alone.contains(first), !alone.contains(last), !titled.contains(last), first != last,
        !all.contains("\(first) \(last)")
      else { return "" }
      firsts.append(first)
      lasts.append(last)
      return "\(first) \(last)"
    }
    guard !lasts.contains(last), !alone.contains(last), titled.insert(last).inserted else { return "" }
    return "\(random.pick(Self.titles) ?? "Dr") \(last)"
  }
}
