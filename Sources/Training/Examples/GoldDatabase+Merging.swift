import Encoder
import NeuralDB

extension GoldDatabase {
  /// The same database with some of its facts told two or three in one: each question then has to find its own half.
  ///
  /// Facts stay apart where an answer, measure or condition would stand in the text twice, where the text grew longer
  /// than 280 bytes, and where `updates` depend on who came first.
  ///
  /// - Parameter share: of the facts, how many look for one to be told with.
  func merging(share: Double, random: inout SeededRandom) -> GoldDatabase {
    guard updates == nil else { return self }
    let marked = markedTexts()
    var groups = facts.indices.map { [$0] }
    for first in facts.indices where Double(random.next() % 1000) < share * 1000 {
      guard let own = groups.firstIndex(where: { $0.first == first }), groups[own].count < 3 else { continue }
      let others = groups.indices.filter { $0 != own && groups[$0].count == 1 }
      // Half of them with what is most like them: several of a kind in one sentence.
      func likeness(_ group: Int) -> Int { shared(facts[first], facts[groups[group][0]]) }
      let likest = others.max { likeness($0) < likeness($1) }
      guard let other = random.next() % 2 == 0 ? likest : others.randomElement(using: &random) else { continue }
      let together = groups[own] + groups[other]
      let text = Self.joined(together.map { facts[$0] }, ". ")
      let isClear = together.flatMap { marked[$0] ?? [] }.allSatisfy {
        WordBoundary.ranges(of: $0, in: text).count == 1
      }
      guard isClear, text.utf8.count <= 280 else { continue }
      groups[own] = together
      groups.remove(at: other)
    }
    return telling(groups) { group in
      Self.joined(group.map { facts[$0] }, ["; ", ". ", " - ", " / ", ", and "].randomElement(using: &random) ?? " ")
    }
  }

  /// The same database with the facts that have a heading told as lists, two to five of a kind in one.
  ///
  /// - Parameter headings: of each fact its kind and what stands before its list; nil leaves it as it is.
  func listing(_ headings: [(kind: Int, heading: String)?], random: inout SeededRandom) -> GoldDatabase {
    let marked = markedTexts()
    var groups: [[Int]] = []
    var limits: [Int] = []
    for fact in facts.indices {
      let place = groups.indices.first { group in
        guard let own = headings[fact], let other = headings[groups[group][0]] else { return false }
        guard own.kind == other.kind, groups[group].count < limits[group] else { return false }
        let text = (groups[group] + [fact]).map { facts[$0] }.joined(separator: ", ")
        return (groups[group] + [fact]).flatMap { marked[$0] ?? [] }.allSatisfy {
          WordBoundary.ranges(of: $0, in: text).count == 1
        }
      }
      if let place {
        groups[place].append(fact)
      } else {
        groups.append([fact])
        limits.append(random.int(2...5))
      }
    }
    return telling(groups) { group in
      guard let heading = headings[group[0]]?.heading else { return group.map { facts[$0] }.joined() }
      let items = group.map { facts[$0] }
      let isWritten = random.chance(0.5)
      let separator = items.contains { $0.contains(",") } ? "; " : random.pick([", ", "; ", " / ", " | "]) ?? ", "
      let list =
        isWritten && items.count > 1
        ? items.dropLast().joined(separator: ", ") + " and " + (items.last ?? "") : items.joined(separator: separator)
      let opening = heading.isEmpty ? "" : heading + (random.pick([": ", " - ", ": "]) ?? ": ")
      return opening + list + (isWritten ? "." : "")
    }
  }

  /// The database with a fact for each group of its facts.
  func telling(_ groups: [[Int]], _ text: ([Int]) -> String) -> GoldDatabase {
    var places: [Int: Int] = [:]
    for (place, group) in groups.enumerated() { for fact in group { places[fact] = place } }
    func moved(_ set: [Int]) -> [Int] { unique(set.compactMap { places[$0] }) }
    var result = self
    result.facts = groups.map(text)
    for query in queries.indices {
      result.queries[query].facts = unique(queries[query].facts.map(moved))
      result.queries[query].mistaken = queries[query].mistaken.map { unique($0.map(moved)) }
      result.queries[query].missed = queries[query].missed.map { unique($0.map(moved)) }
      // Two facts told as one are no older and newer one.
      result.queries[query].displaced = queries[query].displaced.map { unique($0.map(moved)).filter { $0.count == 2 } }
      for index in queries[query].derivations.indices {
        result.queries[query].derivations[index].facts = moved(queries[query].derivations[index].facts)
      }
    }
    return result
  }

  /// Of each fact, the texts that derivations read from it.
  private func markedTexts() -> [Int: Set<String>] {
    var marked: [Int: Set<String>] = [:]
    for derivation in queries.flatMap(\.derivations) {
      let texts = [derivation.answer, derivation.measure, derivation.condition].compactMap { $0 }
      for fact in derivation.facts { marked[fact, default: []].formUnion(texts.filter { facts[fact].contains($0) }) }
    }
    return marked
  }

  private static func joined(_ texts: [String], _ separator: String) -> String {
    texts.enumerated().map { index, text in
      index == texts.count - 1 || !text.hasSuffix(".") ? text : String(text.dropLast())
    }.joined(separator: separator)
  }

  private func shared(_ one: String, _ other: String) -> Int {
    Set(one.split(separator: " ")).intersection(other.split(separator: " ")).count
  }

  private func unique<Value: Hashable>(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
  }
}
