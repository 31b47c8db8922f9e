import CBLAS
import Dispatch
import Foundation
import Synchronization

/// The one place that owns threads: OpenBLAS is held to the calling thread, and work is split over `workers`.
public enum Parallel {
  /// Workers used when a caller does not say: one a core.
  public static let defaultWorkers = ProcessInfo.processInfo.activeProcessorCount

  private static let singleThreadedBLAS: Void = openblas_set_num_threads(1)

  /// Runs `body(0)` to `body(count - 1)`, at most `workers` at a time, and returns when all are done.
  /// The first error by index is thrown.
  public static func forEach(
    count: Int, workers: Int = defaultWorkers, _ body: @Sendable (Int) throws -> Void
  ) throws {
    let failures = Mutex<[Int: any Error]>([:])
    each(count: count, workers: workers) { index in
      do { try body(index) } catch { failures.withLock { $0[index] = error } }
    }
    if let error = failures.withLock({ $0.min { $0.key < $1.key }?.value }) { throw error }
  }

  /// As `forEach`, for work that cannot fail.
  public static func each(count: Int, workers: Int = defaultWorkers, _ body: @Sendable (Int) -> Void) {
    _ = singleThreadedBLAS
    guard count > 0 else { return }
    let next = Atomic(0)
    let lanes = max(1, min(workers, count))
    @Sendable func drain() {
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        body(index)
      }
    }
    if lanes == 1 { drain() } else { DispatchQueue.concurrentPerform(iterations: lanes) { _ in drain() } }
  }
}
