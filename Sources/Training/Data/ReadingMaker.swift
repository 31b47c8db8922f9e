import Encoder
import NeuralDB

/// Makes the reader examples of one data set in the common format.
struct ReadingMaker {
  let set: RealDataSet
  let databases: [RealDatabase]
  /// Facts of each database, prepared once.
  let facts: [[PreparedText]]
  var random = SeededRandom(seed: 0x5EED)
  var examples: [ReaderExample] = []
  /// Where a word stands, for hard negatives of claims from other databases: database and fact.
  var index: [UInt64: [(database: Int, fact: Int)]] = [:]

  init(set: RealDataSet, databases: [RealDatabase]) {
    self.set = set
    self.databases = databases
    facts = databases.map { $0.facts.map { PreparedText($0) } }
  }

  mutating func make() -> [ReaderExample] {
    switch set.kind {
    case .spans, .relations: spanExamples()
    case .claims: claimExamples()
    case .derivations: derivationExamples()
    case .stories: storyExamples()
    }
    return examples
  }

  mutating func add(
    _ question: String, _ facts: [PreparedText], _ support: SupportClass, spans: [LabelledSpan] = [],
    pairs: [SpanPair] = [], hasSpans: Bool = true, succession: Succession? = nil
  ) {
    examples.append(
      ReaderExample(
        question: question, facts: facts.map(\.text), support: support, spans: spans, pairs: pairs,
        hasSpans: hasSpans, succession: succession, source: set.rawValue))
  }

  /// Whether a fact can stand as a negative: a sentence of readable length that does not hold the answer.
  func isNegative(_ fact: PreparedText, without answers: [String]) -> Bool {
    (4...RealData.longestFact).contains(fact.words.count) && fact.isProse && !answers.contains { fact.contains($0) }
  }

  /// A sentence of another database.
  mutating func stranger(to database: Int, without answers: [String]) -> PreparedText? {
    guard databases.count > 1 else { return nil }
    for _ in 0..<8 {
      let other = (database + Int.random(in: 1..<databases.count, using: &random)) % databases.count
      guard let fact = facts[other].randomElement(using: &random) else { continue }
      if isNegative(fact, without: answers) { return fact }
    }
    return nil
  }

  /// The other facts of a database by the words they share with the question, most first. Facts with all of the
  /// question's words are left out: they may answer it in other words.
  func neighbours(
    of question: PreparedText, in candidates: [PreparedText], gold: [PreparedText], answers: [String]
  ) -> [(fact: PreparedText, overlap: Int)] {
    let goldTexts = Set(gold.map(\.text))
    return candidates.filter { !goldTexts.contains($0.text) && isNegative($0, without: answers) }
      .map { (fact: $0, overlap: $0.overlap(question)) }
      .filter { $0.overlap < question.keys.count }
      .enumerated().sorted { ($1.element.overlap, $0.offset) < ($0.element.overlap, $1.offset) }
      .map(\.element)
  }
}
