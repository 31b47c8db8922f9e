import Synchronization

/// Results written by several workers, each at its own index.
public final class IndexedResults<Value: Sendable>: Sendable {
  private let stored: Mutex<[Value]>

  public init(count: Int, empty: Value) { stored = Mutex(Array(repeating: empty, count: count)) }

  public var values: [Value] { stored.withLock { $0 } }

  public func set(_ index: Int, _ value: Value) { stored.withLock { $0[index] = value } }
}
