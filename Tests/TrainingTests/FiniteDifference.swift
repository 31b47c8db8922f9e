import Encoder
import Testing

/// Gradients against differences of the loss they are said to be of.
enum FiniteDifference {
  /// Checks, in every tensor of `tower`, the element with the largest gradient and `extra` random ones.
  ///
  /// - Parameters:
  ///   - gradients: of all weights, in the layout's order.
  ///   - smallest: gradients below this size are compared to it, not to themselves: fp32 sees no better.
  static func check(
    _ tower: TowerParameters, _ gradients: [Float], extra: Int = 1, step: Float, smallest: Double,
    loss: () throws -> Double
  ) throws {
    var random = SeededRandom(seed: 11)
    for tensor in tower.layout.tensors {
      let range = tensor.offset..<tensor.offset + tensor.count
      guard let largest = range.max(by: { abs(gradients[$0]) < abs(gradients[$1]) }) else { continue }
      #expect(gradients[largest] != 0, "\(tensor.name) has no gradient")
      let others = (0..<extra).map { _ in tensor.offset + Int(random.next() % UInt64(tensor.count)) }
      for index in [largest] + others {
        let numeric = try derivative(tower.buffer.pointer + index, step: step, loss)
        let exact = Double(gradients[index])
        #expect(
          abs(numeric - exact) <= 0.01 * max(smallest, abs(numeric), abs(exact)),
          "\(tensor.name)[\(index - tensor.offset)]: \(exact), by differences \(numeric)")
      }
    }
  }

  /// The five-point rule: its error falls with the fourth power of the step, so that the step can outgrow rounding.
  private static func derivative(
    _ weight: UnsafeMutablePointer<Float>, step: Float, _ loss: () throws -> Double
  ) throws -> Double {
    let kept = weight.pointee
    defer { weight.pointee = kept }
    func at(_ offset: Float) throws -> Double {
      weight.pointee = kept + offset * step
      return try loss()
    }
    return try (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / Double(12 * step)
  }
}
