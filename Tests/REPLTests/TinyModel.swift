import Encoder
import Foundation
import NeuralDB

/// A model of a few kilobytes with random weights: it understands nothing, but every stage runs.
enum TinyModel {
  static func write(to url: URL) throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    let folder = ModelFolder(url)
    let letters = "abcdefghijklmnopqrstuvwxyz0123456789".map(String.init)
    let pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", ".", ",", "?"] + letters + letters.map { "##" + $0 }
    try Data((pieces.joined(separator: "\n") + "\n").utf8).write(to: folder.vocabularyFile)
    let configuration = EncoderConfiguration(
      hiddenSize: 16, layers: 1, heads: 2, feedForwardSize: 32, vocabularySize: pieces.count, positions: 64)
    try JSONEncoder().encode(configuration).write(to: folder.configurationFile)
    let words = (0..<pieces.count * 16).map { Float(($0 * 7919) % 101) / 101 - 0.5 }
    try SafetensorsWriter.write(
      tensors: [(name: "embeddings.word_embeddings.weight", shape: [pieces.count, 16], values: words)], as: .float16,
      metadata: [:], to: folder.wordsFile)
    let retriever = TowerParameters(configuration: configuration)
    retriever.initialize(seed: 1, deviation: 0.2)
    try retriever.save(folder.retrieverFile, metadata: ["fingerprint": "tiny"])
    let reader = ModelFolder.readerTower(configuration)
    reader.initialize(seed: 2, deviation: 0.2)
    try reader.save(folder.readerFile)
  }
}
