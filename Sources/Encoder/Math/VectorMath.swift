import CKernels

/// Small vector arithmetic for what lies outside the encoder: heads and the vector scan.
public enum VectorMath {
  /// The dot product of two vectors of `count` floats.
  public static func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Float {
    nk_dot(a, b, Int64(count))
  }

  /// y += scale * x.
  public static func add(_ y: UnsafeMutablePointer<Float>, _ x: UnsafePointer<Float>, scale: Float, _ count: Int) {
    nk_axpy(y, x, scale, Int64(count))
  }

  /// Whether none of `count` floats is a NaN or an infinity, whose exponents have all bits set: one pass without branches.
  public static func isFinite(_ x: UnsafePointer<Float>, _ count: Int) -> Bool {
    UnsafeBufferPointer(start: x, count: count)
      .reduce(UInt32(0)) { $0 | (($1.bitPattern & 0x7F80_0000) &+ 0x0080_0000) } >> 31 == 0
  }

  /// scores (rows) = matrix (rows, count) * x (count).
  public static func scan(
    _ matrix: UnsafePointer<Float>, rows: Int, _ x: UnsafePointer<Float>, _ count: Int,
    into scores: UnsafeMutablePointer<Float>
  ) {
    nk_scan(matrix, x, scores, Int64(rows), Int64(count))
  }
}
