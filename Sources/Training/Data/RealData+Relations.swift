import Encoder
import NeuralDB

/// KnowledgeNet and FewRel: sentences with a relation marked, questions in our own words.
extension RealData {
  func relationExamples(
    _ set: RealDataSet, excludingFacts: Set<String>
  ) throws(RealDataError) -> [ReaderExample] {
    var rows = try relationRows(set)
    if !excludingFacts.isEmpty { rows.removeAll { Self.sharesFact([$0.sentence], with: excludingFacts) } }
    var maker = RelationMaker(source: set.rawValue, rows: rows)
    return maker.make()
  }
}

/// Makes reader examples from relation rows.
struct RelationMaker {
  /// A question with all that its sentence answers to it.
  private struct Reading: Hashable {
    var sentence: String
    var relation: String
    var given: String
    var isInverse: Bool
  }

  let source: String
  let rows: [RelationRow]
  private var random = SeededRandom(seed: 0x5EED)
  private var examples: [ReaderExample] = []
  private var prepared: [String: PreparedText] = [:]

  init(source: String, rows: [RelationRow]) {
    self.source = source
    self.rows = rows
    for row in rows where prepared[row.sentence] == nil { prepared[row.sentence] = PreparedText(row.sentence) }
  }

  mutating func make() -> [ReaderExample] {
    var answers: [Reading: [String]] = [:]
    var order: [Reading] = []
    for row in rows {
      guard let subject = row.subject, let object = row.object else { continue }
      for isInverse in [false, true] {
        let given = isInverse ? object : subject
        let reading = Reading(sentence: row.sentence, relation: row.relation, given: given, isInverse: isInverse)
        if answers[reading] == nil { order.append(reading) }
        answers[reading, default: []].append(isInverse ? subject : object)
      }
    }
    let sameRelation = Dictionary(grouping: order.filter { !$0.isInverse }, by: \.relation)
    for reading in order {
      addPositive(reading, answers[reading] ?? [], among: sameRelation[reading.relation] ?? [])
    }
    for row in rows where row.subject == nil { addAbsent(row) }
    return examples
  }

  private mutating func addPositive(_ reading: Reading, _ answers: [String], among others: [Reading]) {
    guard let phrasing = RelationPhrasing.all[reading.relation], let fact = prepared[reading.sentence],
      Self.isName(reading.given), fact.words.count <= RealData.longestFact,
      // Half of the inverse questions: they are the less natural ones.
      !reading.isInverse || random.chance(0.5),
      let template = (reading.isInverse ? phrasing.inverse : phrasing.forward).randomElement(using: &random)
    else { return }
    let question = PreparedText(Self.fill(template, reading.given), isQuestion: true)
    var spans: [LabelledSpan] = []
    for answer in answers {
      guard Self.isAnswer(answer), let range = fact.occurrence(of: answer, for: question) else { return }
      if !spans.contains(where: { $0.range.overlaps(range) }) {
        spans.append(LabelledSpan(role: .answer, fact: 0, range: range))
      }
    }
    // FewRel marks one pair a sentence: of *Tantalus and Pleisthenes* only the first.
    let isWhole = source == RealDataSet.knowledgenet.rawValue || !spans.contains { Self.isListed($0.range, in: fact) }
    add(question.text, fact, .answers, spans, hasSpans: isWhole)
    // The same relation of another thing: the name is what tells them apart.
    for _ in 0..<8 {
      guard let other = others.randomElement(using: &random), let text = prepared[other.sentence],
        text.words.count <= RealData.longestFact, !text.mentionsName(of: question), !text.contains(reading.given)
      else { continue }
      add(question.text, text, .irrelevant)
      break
    }
    guard !reading.isInverse, random.chance(0.3), let other = others.randomElement(using: &random),
      Self.isName(other.given), !fact.contains(other.given)
    else { return }
    add(Self.fill(template, other.given), fact, .irrelevant)
  }

  /// A sentence that does not state the property of anyone: asked about a name of it.
  private mutating func addAbsent(_ row: RelationRow) {
    guard let phrasing = RelationPhrasing.all[row.relation], let fact = prepared[row.sentence],
      fact.words.count <= RealData.longestFact, let name = fact.names.first,
      let template = phrasing.forward.randomElement(using: &random)
    else { return }
    add(Self.fill(template, ByteText.string(fact.bytes[name])), fact, .irrelevant)
  }

  private mutating func add(
    _ question: String, _ fact: PreparedText, _ support: SupportClass, _ spans: [LabelledSpan] = [],
    hasSpans: Bool = true
  ) {
    examples.append(
      ReaderExample(
        question: question, facts: [fact.text], support: support, spans: hasSpans ? spans : [], hasSpans: hasSpans,
        source: source))
  }

  /// Whether another name follows or comes before in a list.
  private static func isListed(_ range: Range<Int>, in fact: PreparedText) -> Bool {
    let after = fact.bytes[range.upperBound...]
    let before = fact.bytes[..<range.lowerBound]
    return [" and ", ", "].contains { joint in
      before.suffix(joint.utf8.count).elementsEqual(joint.utf8)
        || (after.starts(with: joint.utf8) && after.dropFirst(joint.utf8.count).first.map(ByteText.isUpper) ?? false)
    }
  }

  private static func fill(_ template: String, _ name: String) -> String {
    template.split(separator: "X", maxSplits: 1, omittingEmptySubsequences: false).joined(separator: name)
  }

  /// Pronouns name nothing outside their text.
  private static let pronouns: Set<String> = [
    "he", "she", "it", "they", "him", "her", "his", "hers", "its", "their", "them", "who", "whom", "whose", "i", "we",
    "me", "my", "our", "us", "you", "your", "himself", "herself", "itself", "which", "that", "this", "the company",
  ]

  private static func isAnswer(_ text: String) -> Bool { !pronouns.contains(text.lowercased()) }

  /// A name, or a year: *1st* alone says nothing.
  private static func isName(_ text: String) -> Bool {
    isAnswer(text) && (text.contains(where: \.isUppercase) || text.count(where: \.isNumber) >= 4)
  }
}
