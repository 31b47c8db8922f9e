import Encoder
import NeuralDB

/// Questions of one database asked of a name of another: *Who handed in the cello?* makes *Who handed in the Samsung?*, and
/// *The Samsung belongs to Oonagh Reilly* does not say. A name that is right and a thing that nobody told is what a
/// reader most often takes for an answer; those who write databases write few such questions.
struct BorrowedQuestions {
  /// Questions with one name, which their evidence holds too, and the database each is from.
  private var questions: [(text: PreparedText, database: Int)] = []
  private let facts: [[PreparedText]]

  init(_ databases: [GoldDatabase]) {
    facts = databases.map { $0.facts.map { PreparedText($0) } }
    for (place, database) in databases.enumerated() {
      for query in database.queries where query.plan.items == nil {
        let question = PreparedText(query.query, isQuestion: true)
        guard question.names.count == 1, let name = question.names.first else { continue }
        let told = ByteText.string(question.bytes[name])
        let evidence = query.facts.joined().filter(facts[place].indices.contains)
        if evidence.contains(where: { facts[place][$0].contains(told) }) { questions.append((question, place)) }
      }
    }
  }

  /// Up to `count` readings, all `irrelevant`.
  func items(_ count: Int, random: inout SeededRandom) -> [TrainingItem] {
    (0..<count).compactMap { _ in item(random: &random).map(TrainingItem.reader) }
  }

  private func item(random: inout SeededRandom) -> ReaderExample? {
    guard let (question, database) = questions.randomElement(using: &random), let asked = question.names.first,
      let other = facts.indices.randomElement(using: &random), other != database,
      let fact = facts[other].randomElement(using: &random)
    else { return nil }
    let names = fact.names.filter { $0.count < 40 && fact.wordCount(in: $0) == question.wordCount(in: asked) }
    guard let name = names.randomElement(using: &random) else { return nil }
    // What is asked for might be told after all.
    if 2 * question.overlap(fact) > question.keys.count { return nil }
    let text = question.replacing(asked, with: ByteText.string(fact.bytes[name]))
    return ReaderExample(question: text, facts: [fact.text], support: .irrelevant, source: "borrowed")
  }
}
