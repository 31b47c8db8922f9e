import Foundation

/// Bytes that never change: filled here, or a file's, mapped, so that they take memory when they are read and may go again.
final class CodeMemory: @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer
  private let isMapped: Bool

  init(count: Int, fill: (UnsafeMutableRawBufferPointer) -> Void) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0)
    fill(memory)
    bytes = UnsafeRawBufferPointer(memory)
    isMapped = false
  }

  /// The first `count` bytes of an open file, which has to stay as long; nil where the system refuses.
  init?(mapping file: Int32, count: Int) {
    guard count > 0, let base = mmap(nil, count, PROT_READ, MAP_PRIVATE, file, 0), base != MAP_FAILED else {
      return nil
    }
    bytes = UnsafeRawBufferPointer(start: base, count: count)
    isMapped = true
  }

  /// Takes the pages of a part of a mapped file out of this process; they come in again when they are read.
  func letGo(_ part: UnsafeRawBufferPointer) {
    guard isMapped, let start = part.baseAddress else { return }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let (first, end) = (Int(bitPattern: start) / page * page, Int(bitPattern: start) + part.count)
    madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_DONTNEED)
  }

  deinit {
    guard isMapped else { return bytes.deallocate() }
    munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
  }
}
