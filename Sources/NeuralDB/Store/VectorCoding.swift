import Foundation

/// A vector as the database keeps it: fp32, little endian.
enum VectorCoding {
  static func data(_ vector: [Float]) -> Data {
    vector.map { $0.bitPattern.littleEndian }.withUnsafeBytes { Data($0) }
  }

  /// Copies a stored vector over `target`, which is as long as it.
  static func copy(_ data: Data, to target: UnsafeMutableBufferPointer<Float>) {
    _ = data.copyBytes(to: UnsafeMutableRawBufferPointer(target))
    #if _endian(big)
      for i in target.indices { target[i] = Float(bitPattern: UInt32(littleEndian: target[i].bitPattern)) }
    #endif
  }
}
