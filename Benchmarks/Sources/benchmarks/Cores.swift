import CAffinity
import Foundation

/// Holds this process to some cores, so that one core and two are measured by the same code.
enum Cores {
  static let available = ProcessInfo.processInfo.activeProcessorCount

  /// To be called before any thread is made: threads inherit it. Where the system cannot, only `workers` limits.
  static func hold(to count: Int) {
    var mask = [UInt8](repeating: 0, count: 128)
    guard affinity_get(&mask, UInt(mask.count)) > 0 else { return }
    var left = count
    for bit in 0..<mask.count * 8 where mask[bit / 8] & (1 << (bit % 8)) != 0 {
      if left > 0 { left -= 1 } else { mask[bit / 8] &= ~(1 << (bit % 8)) }
    }
    _ = affinity_set(mask, UInt(mask.count))
  }
}
