import Foundation

/// Results written by several workers, each at its own index.
public final class IndexedResults<Value: Sendable>: @unchecked Sendable {
  public private(set) var values: [Value]
  private let lock = NSLock()

  public init(count: Int, empty: Value) { values = Array(repeating: empty, count: count) }

  public func set(_ index: Int, _ value: Value) { lock.withLock { values[index] = value } }
}
