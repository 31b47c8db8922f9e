import Foundation
import Testing

@testable import Encoder

/// The transformer against a random BERT run by PyTorch (`Goldens/make_goldens.py tiny`).
@Suite struct TransformerTests {
  struct Golden: Decodable {
    struct Case: Decodable {
      let ids: [Int32]
      let segments: [Int32]
      let hidden: [Float]
      let vector: [Float]
    }
    let cases: [Case]
  }

  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens/tiny-bert")

  func tiny() throws -> (TowerParameters, WordEmbeddings, Golden) {
    let configuration = try EncoderConfiguration(url: folder.appendingPathComponent("config.json"))
    let parameters = TowerParameters(configuration: configuration)
    let weights = folder.appendingPathComponent("model.safetensors")
    try parameters.loadHuggingFace(weights)
    let words = try WordEmbeddings(url: weights, configuration: configuration, exact: true)
    let golden = try JSONDecoder().decode(
      Golden.self, from: Data(contentsOf: folder.appendingPathComponent("cases.json")))
    return (parameters, words, golden)
  }

  @Test("Packed batches give the reference's hidden states and sentence vectors")
  func forward() throws {
    let (parameters, words, golden) = try tiny()
    let pass = EncoderPass(
      configuration: parameters.configuration, layout: parameters.layout, words: words, precision: .fp32,
      training: false)
    var batch = EncoderBatch()
    for item in golden.cases { batch.append(ids: item.ids, segments: item.segments) }
    let hidden = pass.forward(batch, parameters: parameters.pointer)
    let size = parameters.configuration.hiddenSize
    for (index, item) in golden.cases.enumerated() {
      let range = batch.range(index)
      let start = hidden + range.lowerBound * size
      let worst = (0..<item.hidden.count).map { abs(start[$0] - item.hidden[$0]) }.max() ?? 0
      #expect(worst < 1e-4, "case \(index): hidden states differ by \(worst)")
      var vector = [Float](repeating: 0, count: size)
      MeanPooling.forward(start, length: range.count, size: size, into: &vector)
      let cosine = zip(vector, item.vector).reduce(Float(0)) { $0 + $1.0 * $1.1 }
      #expect(cosine > 0.99999)
    }
  }

  @Test("A runner, which packs weights once, agrees with the reference", arguments: MatrixPrecision.allCases)
  func packedWeights(precision: MatrixPrecision) throws {
    let (parameters, words, golden) = try tiny()
    let runner = EncoderRunner(parameters: parameters, words: words, precision: precision)
    let size = parameters.configuration.hiddenSize
    let vectors = FloatBuffer(count: golden.cases.count * size)
    try runner.run(golden.cases.map { EncoderSequence(ids: $0.ids, segments: $0.segments) }) { index, hidden, length in
      MeanPooling.forward(hidden, length: length, size: size, into: vectors.pointer + index * size)
    }
    let least: Float = precision == .fp32 ? 0.99999 : precision == .bf16 ? 0.999 : 0.99
    for (index, item) in golden.cases.enumerated() {
      let cosine = (0..<size).reduce(Float(0)) { $0 + vectors.pointer[index * size + $1] * item.vector[$1] }
      #expect(cosine > least, "case \(index)")
    }
  }

  @Test("Weights packed once give the bits of weights packed at every call")
  func packedOnce() throws {
    let (parameters, words, golden) = try tiny()
    var batch = EncoderBatch()
    for item in golden.cases { batch.append(ids: item.ids, segments: item.segments) }
    let states = [nil, PackedWeights(parameters, precision: .bf16)].map { packed in
      let pass = EncoderPass(
        configuration: parameters.configuration, layout: parameters.layout, words: words, precision: .bf16,
        training: false, packed: packed)
      let hidden = pass.forward(batch, parameters: parameters.pointer)
      return (0..<batch.tokens * parameters.configuration.hiddenSize).map { hidden[$0].bitPattern }
    }
    #expect(states[0] == states[1])
  }

  /// Sequences without a gradient may be left out of the backward pass.
  @Test(
    "Every parameter's gradient agrees with finite differences", arguments: [Float(0), 0.1], [nil, [0, 2], [1]])
  func gradients(dropout: Float, sequences: [Int]?) throws {
    let configuration = EncoderConfiguration(
      hiddenSize: 16, layers: 2, heads: 2, feedForwardSize: 24, vocabularySize: 20, positions: 8)
    let parameters = TowerParameters(configuration: configuration)
    parameters.initialize(seed: 3, deviation: 0.3)
    var random = SeededRandom(seed: 9)
    for index in 0..<parameters.buffer.count { parameters.buffer.pointer[index] += random.normal() * 0.05 }
    let words = WordEmbeddings(
      values: (0..<20 * 16).map { _ in random.normal() }, vocabularySize: 20, hiddenSize: 16)
    let pass = EncoderPass(
      configuration: configuration, layout: parameters.layout, words: words, precision: .fp32, training: true)
    var batch = EncoderBatch()
    batch.append(ids: [1, 2, 3, 4, 5], segments: [0, 0, 0, 1, 1])
    batch.append(ids: [6, 7, 8], segments: [0, 1, 1])
    batch.append(ids: [9, 10, 3, 2], segments: [0, 0, 1, 1])
    let learned = Set((sequences ?? [0, 1, 2]).flatMap { Array(batch.range($0)) })
    let weights = (0..<batch.tokens * 16).map { learned.contains($0 / 16) ? random.normal() : 0 }
    let masks = dropout > 0 ? Dropout(probability: dropout, seed: 77) : nil

    func loss() -> Double {
      let hidden = pass.forward(batch, parameters: parameters.pointer, dropout: masks)
      return (0..<weights.count).reduce(0) { $0 + Double(weights[$1]) * Double(hidden[$1]) }
    }

    _ = loss()
    let gradients = FloatBuffer(count: parameters.layout.count)
    var dhidden = weights
    pass.backward(
      parameters: parameters.pointer, gradients: gradients.pointer, dhidden: &dhidden, sequences: sequences)
    for tensor in parameters.layout.tensors {
      for _ in 0..<6 {
        let index = tensor.offset + Int(random.next() % UInt64(tensor.count))
        let kept = parameters.buffer.pointer[index]
        let step: Float = 4e-3
        parameters.buffer.pointer[index] = kept + step
        let above = loss()
        parameters.buffer.pointer[index] = kept - step
        let below = loss()
        parameters.buffer.pointer[index] = kept
        let numeric = (above - below) / Double(2 * step)
        let exact = Double(gradients.pointer[index])
        #expect(abs(numeric - exact) <= 0.02 * max(1, abs(numeric), abs(exact)), "\(tensor.name)[\(index)]")
      }
    }
  }

  @Test("The full model agrees with the reference", .enabled(if: fullModel != nil))
  func full() throws {
    guard let (base, goldens) = fullModel else { return }
    let configuration = try EncoderConfiguration(url: base.appendingPathComponent("config.json"))
    let parameters = TowerParameters(configuration: configuration)
    let weights = base.appendingPathComponent("model.safetensors")
    try parameters.loadHuggingFace(weights)
    let words = try WordEmbeddings(url: weights, configuration: configuration, exact: true)
    let expected = try SafetensorsFile(url: goldens.appendingPathComponent("expected.safetensors"))
    let vectors = try expected.floats("vectors")
    let lines = try String(contentsOf: goldens.appendingPathComponent("inputs.jsonl"), encoding: .utf8)
      .split(separator: "\n")
    struct Input: Decodable {
      let ids: [Int32]
      let segments: [Int32]
    }
    let pass = EncoderPass(
      configuration: configuration, layout: parameters.layout, words: words, precision: .fp32, training: false)
    let size = configuration.hiddenSize
    var worstCosine: Float = 1
    var worstHidden: Float = 0
    var checked = 0
    let inputs = try lines.compactMap { line -> Input? in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      guard object?["ids"] != nil else { return nil }
      return try JSONDecoder().decode(Input.self, from: Data(line.utf8))
    }
    for (index, input) in inputs.enumerated() {
      var batch = EncoderBatch()
      batch.append(ids: input.ids, segments: input.segments)
      let hidden = pass.forward(batch, parameters: parameters.pointer)
      var vector = [Float](repeating: 0, count: size)
      MeanPooling.forward(hidden, length: batch.tokens, size: size, into: &vector)
      let cosine = (0..<size).reduce(Float(0)) { $0 + vector[$1] * vectors[index * size + $1] }
      worstCosine = min(worstCosine, cosine)
      if expected.contains("hidden.\(index)") {
        let reference = try expected.floats("hidden.\(index)")
        for position in reference.indices {
          worstHidden = max(worstHidden, abs(hidden[position] - reference[position]))
        }
      }
      checked += 1
    }
    print("verify-encoder: \(checked) inputs, lowest cosine \(worstCosine), largest hidden difference \(worstHidden)")
    #expect(checked >= 200)
    #expect(worstCosine >= 0.99999)
    #expect(worstHidden <= 1e-4)
  }

  @Test("Weights that are no numbers, and tensors that the configuration has no place for, are damage")
  func damagedWeights() throws {
    func tower(layers: Int) -> TowerParameters {
      TowerParameters(
        configuration: EncoderConfiguration(
          hiddenSize: 8, layers: layers, heads: 2, feedForwardSize: 16, vocabularySize: 20, positions: 16))
    }
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).safetensors")
    defer { try? FileManager.default.removeItem(at: url) }
    let two = tower(layers: 2)
    two.initialize(seed: 1)
    try two.save(url)
    try tower(layers: 2).load(url)
    #expect(throws: EncoderError.self) { try tower(layers: 1).load(url) }
    two.buffer.pointer[3] = .nan
    try two.save(url)
    #expect(throws: EncoderError.self) { try tower(layers: 2).load(url) }
  }
}

/// Folders of the base model and its goldens, given by `make verify-encoder`.
private let fullModel: (URL, URL)? = {
  let environment = ProcessInfo.processInfo.environment
  guard let base = environment["NEURALDB_BASE_MODEL"], let goldens = environment["NEURALDB_GOLDENS"] else { return nil }
  return (URL(fileURLWithPath: base), URL(fileURLWithPath: goldens))
}()
