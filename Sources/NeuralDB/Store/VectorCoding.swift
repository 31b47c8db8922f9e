import Encoder
import Foundation
import GRDB

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

  /// Copies the vector in a column of a row over `target`, which says how long it has to be.
  ///
  /// - Throws: `StoreError.dimensionMismatch` for a vector of another length, `.vectorNotFinite` for one that damage has
  ///   made useless.
  static func read(_ row: Row, at column: Int, to target: UnsafeMutableBufferPointer<Float>) throws {
    let size = MemoryLayout<Float>.size
    let bytes = try row.withUnsafeData(atIndex: column) { data in
      if let data, data.count == target.count * size { copy(data, to: target) }
      return data?.count ?? 0
    }
    guard bytes == target.count * size else {
      throw StoreError.dimensionMismatch(expected: target.count, found: bytes / size)
    }
    guard isFinite(target) else { throw StoreError.vectorNotFinite(text: "a fact") }
  }

  static func isFinite(_ values: UnsafeMutableBufferPointer<Float>) -> Bool {
    values.baseAddress.map { VectorMath.isFinite($0, values.count) } ?? true
  }
}
