import Foundation

/// Time in the store is whole milliseconds since 1970: exact, ordered, and read back as it was written.
enum Timestamp {
  static func milliseconds(_ date: Date) -> Int64 {
    // A Date counts seconds in binary from 2001, so a whole millisecond comes back a hair off.
    let value = (date.timeIntervalSince1970 * 1000 + 0.01).rounded(.down)
    return Int64(exactly: min(max(value, -9e15), 9e15)) ?? 0
  }

  static func date(_ milliseconds: Int64) -> Date {
    Date(timeIntervalSince1970: Double(milliseconds) / 1000)
  }
}
