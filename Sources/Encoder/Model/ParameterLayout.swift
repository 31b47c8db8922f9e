/// Where each tensor lies in a tower's one flat block of parameters (llama2.c's `run.c`: one allocation, named views).
/// The frozen word-embedding table is not part of it.
public struct ParameterLayout: Sendable, Hashable {
  public struct Tensor: Sendable, Hashable {
    public let name: String
    public let shape: [Int]
    public let offset: Int
    public var count: Int { shape.reduce(1, *) }
  }

  public private(set) var tensors: [Tensor] = []
  public private(set) var count = 0
  private var index: [String: Int] = [:]

  public init() {}

  /// The encoder's tensors, under Hugging Face's names, query, key and value of a layer joined to one.
  public init(configuration c: EncoderConfiguration) {
    let h = c.hiddenSize
    append("embeddings.position_embeddings.weight", [c.positions, h])
    append("embeddings.token_type_embeddings.weight", [c.segments, h])
    append("embeddings.LayerNorm.weight", [h])
    append("embeddings.LayerNorm.bias", [h])
    for layer in 0..<c.layers {
      let prefix = "encoder.layer.\(layer)."
      append(prefix + "attention.self.qkv.weight", [3 * h, h])
      append(prefix + "attention.self.qkv.bias", [3 * h])
      append(prefix + "attention.output.dense.weight", [h, h])
      append(prefix + "attention.output.dense.bias", [h])
      append(prefix + "attention.output.LayerNorm.weight", [h])
      append(prefix + "attention.output.LayerNorm.bias", [h])
      append(prefix + "intermediate.dense.weight", [c.feedForwardSize, h])
      append(prefix + "intermediate.dense.bias", [c.feedForwardSize])
      append(prefix + "output.dense.weight", [h, c.feedForwardSize])
      append(prefix + "output.dense.bias", [h])
      append(prefix + "output.LayerNorm.weight", [h])
      append(prefix + "output.LayerNorm.bias", [h])
    }
  }

  /// Adds a tensor at the end, aligned to 64 bytes.
  public mutating func append(_ name: String, _ shape: [Int]) {
    let tensor = Tensor(name: name, shape: shape, offset: count)
    index[name] = tensors.count
    tensors.append(tensor)
    count += (tensor.count + 15) / 16 * 16
  }

  /// The offset of a tensor that the layout was built with.
  public func offset(_ name: String) -> Int {
    guard let position = index[name] else { preconditionFailure("no tensor named \(name) in the layout") }
    return tensors[position].offset
  }
}
