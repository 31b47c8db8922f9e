import Foundation

/// How varied the wording of the relations is.
public struct DiversityReport: Sendable, CustomStringConvertible {
  public var domains = 0
  public var relations = 0
  public var facts = 0
  public var questions = 0
  /// Relations with fewer than twelve fact phrasings, by `domain/id`.
  public var thin: [String] = []
  /// Texts that stand twice in a relation, slots aside.
  public var duplicates: [String] = []
  /// Distinct word trigrams over all trigrams, of facts and of questions; slots count as a word each.
  public var factTrigrams = 0.0
  public var questionTrigrams = 0.0

  public init(_ library: RelationLibrary) {
    domains = library.domains.count
    relations = library.relations.count
    var factTexts: [String] = []
    var questionTexts: [String] = []
    for relation in library.relations {
      let own = relation.facts.map(\.source)
      let asked = relation.questions.flatMap { $0.texts.map(\.source) }
      if own.count < 12 { thin.append("\(relation.domain)/\(relation.id) (\(own.count))") }
      for texts in [own, relation.questions.flatMap { Self.distinct($0.texts.map(\.source)) }] {
        var seen: Set<String> = []
        duplicates += texts.filter { !seen.insert($0.lowercased()).inserted }
          .map { "\(relation.domain)/\(relation.id): \($0)" }
      }
      factTexts += own
      questionTexts += asked
    }
    facts = factTexts.count
    questions = questionTexts.count
    factTrigrams = Self.distinctTrigrams(factTexts)
    questionTrigrams = Self.distinctTrigrams(questionTexts)
  }

  public var description: String {
    String(
      format: "%d relations in %d domains: %d fact phrasings (%.1f a relation), %d question texts (%.1f a relation); "
        + "distinct trigrams %.2f of facts', %.2f of questions'; %d relations under 12 phrasings, %d duplicate texts",
      relations, domains, facts, Double(facts) / Double(max(1, relations)), questions,
      Double(questions) / Double(max(1, relations)), factTrigrams, questionTrigrams, thin.count, duplicates.count)
  }

  private static func distinct(_ texts: [String]) -> [String] { Array(Set(texts)) }

  private static func distinctTrigrams(_ texts: [String]) -> Double {
    var seen: Set<[Substring]> = []
    var total = 0
    for text in texts {
      let words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" }
      for start in words.indices.dropLast(2) {
        total += 1
        seen.insert(Array(words[start..<start + 3]))
      }
    }
    return total == 0 ? 0 : Double(seen.count) / Double(total)
  }
}
