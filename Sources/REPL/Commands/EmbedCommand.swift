import ArgumentParser
import NeuralDB

/// `neuraldb embed`: prints the vectors of sentences.
struct EmbedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "embed", abstract: "Print the vectors of sentences, one JSON object a sentence.",
    discussion: "Without arguments, the lines of standard input. A vector has length 1.")

  @OptionGroup var model: ModelOptions
  @Argument(help: "Sentences.")
  var sentences: [String] = []

  func run() async throws {
    let database = try await NeuralDatabase.inMemory(options: model.databaseOptions(create: true))
    var sentences = sentences
    if sentences.isEmpty { while let line = readLine() { sentences.append(line) } }
    for start in stride(from: 0, to: sentences.count, by: 256) {
      let batch = sentences[start..<min(start + 256, sentences.count)].filter { !$0.allSatisfy(\.isWhitespace) }
      // The database stores a vector for each sentence: what it keeps is what is shown.
      let facts = try await database.add(batch)
      let table = try await database.store.vectors()
      for fact in facts {
        guard let row = table.ids.firstIndex(of: fact.id) else { continue }
        let vector = table.values[row * table.dimension..<(row + 1) * table.dimension]
        let numbers = JSONText.array(vector.map { .number(Double($0), decimals: 7) })
        try Console.out(JSONText.object([("text", .string(fact.text)), ("vector", numbers)]).text)
      }
    }
  }
}
