import Foundation

/// One tower's weights: the encoder's and, behind them, those of its heads.
public struct TowerParameters: Sendable {
  public let configuration: EncoderConfiguration
  public let layout: ParameterLayout
  public let buffer: FloatBuffer

  /// Zeroed weights for an encoder and, in order, its heads' tensors.
  public init(configuration: EncoderConfiguration, heads: [(name: String, shape: [Int])] = []) {
    self.configuration = configuration
    var layout = ParameterLayout(configuration: configuration)
    for head in heads { layout.append(head.name, head.shape) }
    self.layout = layout
    buffer = FloatBuffer(count: layout.count)
  }

  public var pointer: UnsafePointer<Float> { UnsafePointer(buffer.pointer) }

  /// Draws every weight matrix from N(0, deviation), sets layer-norm gains to 1 and biases to 0. `only` limits this
  /// to tensors it accepts.
  public func initialize(seed: UInt64, deviation: Float = 0.02, only: (String) -> Bool = { _ in true }) {
    var random = SeededRandom(seed: seed)
    for tensor in layout.tensors where only(tensor.name) {
      let target = UnsafeMutableBufferPointer(start: buffer.pointer + tensor.offset, count: tensor.count)
      if tensor.name.hasSuffix("LayerNorm.weight") {
        target.update(repeating: 1)
      } else if tensor.name.hasSuffix("bias") {
        target.update(repeating: 0)
      } else {
        for index in target.indices { target[index] = random.normal() * deviation }
      }
    }
  }

  /// Reads every tensor of the layout from a file that `save` wrote.
  ///
  /// - Throws: `SafetensorsError`; `EncoderError.shape` when a tensor does not fit the configuration, `.damaged` when it
  ///   has no place for one, or one holds a number that is none.
  public func load(_ url: URL) throws {
    let file = try SafetensorsFile(url: url)
    let known = Set(layout.tensors.map(\.name)).union([WordEmbeddings.tensor])
    if let other = file.tensorNames.first(where: { !known.contains($0) }) {
      throw EncoderError.damaged(path: url.path, reason: "tensor \(other) is none of those that config.json asks for")
    }
    for tensor in layout.tensors { try copy(tensor, from: file, names: [tensor.name], path: url.path) }
  }

  /// Reads the encoder's tensors from a Hugging Face BERT checkpoint, where query, key and value lie apart. Heads are
  /// left as they are.
  public func loadHuggingFace(_ url: URL) throws {
    let file = try SafetensorsFile(url: url)
    let encoder = ParameterLayout(configuration: configuration)
    for tensor in encoder.tensors {
      let parts = tensor.name.components(separatedBy: ".qkv.")
      let names = parts.count == 2 ? ["query", "key", "value"].map { "\(parts[0]).\($0).\(parts[1])" } : [tensor.name]
      try copy(tensor, from: file, names: names, path: url.path)
    }
  }

  /// Writes all tensors, atomically.
  public func save(_ url: URL, as type: SafetensorsWriter.Precision = .float16, metadata: [String: String] = [:]) throws
  {
    let tensors = layout.tensors.map { tensor in
      (
        name: tensor.name, shape: tensor.shape,
        values: Array(UnsafeBufferPointer(start: buffer.pointer + tensor.offset, count: tensor.count))
      )
    }
    try SafetensorsWriter.write(tensors: tensors, as: type, metadata: metadata, to: url)
  }

  private func copy(_ tensor: ParameterLayout.Tensor, from file: SafetensorsFile, names: [String], path: String) throws
  {
    var target = buffer.pointer + tensor.offset
    var found = 0
    for name in names {
      let values = try file.floats(name)
      guard VectorMath.isFinite(values, values.count) else {
        throw EncoderError.damaged(path: path, reason: "tensor \(name) holds a number that is not finite")
      }
      found += values.count
      guard found <= tensor.count else { break }
      values.withUnsafeBufferPointer { source in
        if let base = source.baseAddress { target.update(from: base, count: values.count) }
      }
      target += values.count
    }
    guard found == tensor.count else {
      throw EncoderError.shape(tensor: tensor.name, expected: tensor.shape, found: [found], path: path)
    }
  }
}
