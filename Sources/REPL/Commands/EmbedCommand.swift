import ArgumentParser
import NeuralDB

/// `neuraldb embed`: prints the vectors of sentences.
struct EmbedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "embed", abstract: "Print the vectors of sentences, one JSON object a sentence.",
    discussion: "Without arguments, the lines of standard input. A vector has length 1.")

  @OptionGroup var model: ModelOptions
  @Argument(help: "Sentences.")
  var sentences: [String] = []

  func run() throws {
    var sentences = sentences
    if let empty = sentences.firstIndex(where: { $0.allSatisfy(\.isWhitespace) }) {
      throw Failure("sentence \(empty + 1) is empty", .badInput)
    }
    if sentences.isEmpty { sentences = try TextLines.of("-") }
    let model = try model.load()
    for start in stride(from: 0, to: sentences.count, by: 256) {
      let batch = sentences[start..<min(start + 256, sentences.count)]
      for (text, vector) in zip(batch, try model.vectors(for: Array(batch))) {
        let numbers = JSONText.array(vector.map { .number(Double($0), decimals: 7) })
        try Console.out(JSONText.object([("text", .string(text)), ("vector", numbers)]).text)
      }
    }
  }
}
