import CKernels

/// The mean of a sequence's hidden states, scaled to length 1 (Reimers & Gurevych 2019), and its gradient.
public enum MeanPooling {
  // hidden (L,C) -> unit vector (C); returns the length of the mean before scaling
  @discardableResult
  public static func forward(
    _ hidden: UnsafePointer<Float>, length: Int, size: Int, into vector: UnsafeMutablePointer<Float>
  ) -> Float {
    vector.update(repeating: 0, count: size)
    for token in 0..<length { nk_add(vector, hidden + token * size, Int64(size)) }
    let scale = 1 / Float(max(length, 1))
    for index in 0..<size { vector[index] *= scale }
    let norm = max(Float(nk_square_sum(vector, Int64(size)).squareRoot()), 1e-12)
    for index in 0..<size { vector[index] /= norm }
    return norm
  }

  // dvector (C), the unit vector and the norm of forward -> dhidden (L,C), overwritten
  public static func backward(
    _ dvector: UnsafePointer<Float>, vector: UnsafePointer<Float>, norm: Float, length: Int, size: Int,
    dhidden: UnsafeMutablePointer<Float>
  ) {
    let along = nk_dot(dvector, vector, Int64(size))
    let scale = 1 / (norm * Float(max(length, 1)))
    for index in 0..<size {
      let value = (dvector[index] - along * vector[index]) * scale
      for token in 0..<length { dhidden[token * size + index] = value }
    }
  }
}
