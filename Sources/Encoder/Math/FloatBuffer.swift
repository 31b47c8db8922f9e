/// A fixed block of 64-byte aligned floats.
///
/// Shared between workers that write to disjoint parts or only read, which the compiler cannot see: whoever hands a
/// buffer to several workers owns that promise.
public final class FloatBuffer: @unchecked Sendable {
  public let count: Int
  public let pointer: UnsafeMutablePointer<Float>

  /// A zeroed buffer of `count` floats.
  public init(count: Int) {
    self.count = count
    let raw = UnsafeMutableRawPointer.allocate(byteCount: max(count, 16) * 4, alignment: 64)
    pointer = raw.bindMemory(to: Float.self, capacity: max(count, 16))
    pointer.initialize(repeating: 0, count: max(count, 16))
  }

  deinit {
    UnsafeMutableRawPointer(pointer).deallocate()
  }

  public func fill(_ value: Float) {
    pointer.update(repeating: value, count: count)
  }

  public var array: [Float] { Array(UnsafeBufferPointer(start: pointer, count: count)) }
}
