import CKernels

/// A tower's large matrices, packed once for inference: a product that packs its weights anew spends up to a third of
/// its time on that.
///
/// They are those of the moment; the parameters may not change afterwards.
public struct PackedWeights: Sendable {
  /// By the name of the tensor.
  private var matrices: [String: PackedMatrix] = [:]

  /// Packs the encoder's matrices; none where OpenBLAS multiplies, which packs for itself.
  public init(_ parameters: TowerParameters, precision: MatrixPrecision, workers: Int = Parallel.defaultWorkers) {
    guard precision.supported != .fp32 || nk_has_fp32() != 0 else { return }
    let tensors = parameters.layout.tensors.filter { $0.name.hasPrefix("encoder.layer.") && $0.shape.count == 2 }
    let packed = tensors.map {
      PackedMatrix(
        precision: Self.precision(of: $0.name, parameters.configuration.layers, precision), outputs: $0.shape[0],
        inputs: $0.shape[1])
    }
    Parallel.each(count: tensors.count, workers: workers) { index in
      packed[index]?.pack(parameters.pointer + tensors[index].offset)
    }
    for (tensor, matrix) in zip(tensors, packed) { matrices[tensor.name] = matrix }
  }

  subscript(_ tensor: String) -> PackedMatrix? { matrices[tensor] }

  /// Queries, keys and values of the upper layers stay in bf16: an eighth of the arithmetic, and two fifths of what
  /// 8 bits cost in likeness to fp32 (Documentation/Decisions/0010-int8-inference.md).
  private static func precision(of tensor: String, _ layers: Int, _ precision: MatrixPrecision) -> MatrixPrecision {
    guard precision.supported == .int8, nk_has_bf16() != 0, tensor.hasSuffix("attention.self.qkv.weight"),
      let layer = tensor.split(separator: ".").dropFirst(2).first.flatMap({ Int($0) }), layer >= layers / 2
    else { return precision.supported }
    return .bf16
  }
}
