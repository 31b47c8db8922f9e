import Foundation

/// Writes safetensors files, whole or not at all.
public enum SafetensorsWriter {
  /// How values are stored: exactly, or rounded to 16 bits.
  public enum Precision: Sendable, Hashable {
    case float16, float32

    var type: SafetensorsType { self == .float16 ? .float16 : .float32 }
  }

  /// Writes `tensors` (row-major) in the order given to `url`, replacing what is there in one step.
  ///
  /// The same arguments give the same bytes.
  /// - Throws: `SafetensorsError` for a wrong count, a name used twice, a finite value that 16 bits cannot hold, or a
  ///   file system that refuses.
  public static func write(
    tensors: [(name: String, shape: [Int], values: [Float])], as precision: Precision,
    metadata: [String: String] = [:], to url: URL
  ) throws {
    var file = try header(of: tensors, as: precision.type, metadata: metadata, path: url.path)
    for tensor in tensors {
      switch precision {
      case .float32:
        tensor.values.map(\.bitPattern.littleEndian).withUnsafeBytes { file.append(contentsOf: $0) }
      case .float16:
        let halves = tensor.values.map { HalfConversion.half($0).littleEndian }
        try checkFinite(halves, of: tensor, path: url.path)
        halves.withUnsafeBytes { file.append(contentsOf: $0) }
      }
    }
    try replace(url, with: file)
  }

  private static func header(
    of tensors: [(name: String, shape: [Int], values: [Float])], as type: SafetensorsType,
    metadata: [String: String], path: String
  ) throws -> Data {
    var entries: [String: SafetensorsHeader.Raw.Entry] = [:]
    var offset = 0
    for (name, shape, values) in tensors {
      guard entries[name] == nil, name != SafetensorsHeader.metadataKey else {
        throw SafetensorsError.badName(path: path, tensor: name)
      }
      let size = values.count * type.byteCount
      guard SafetensorsHeader.byteCount(shape: shape, type: type) == size else {
        throw SafetensorsError.countMismatch(path: path, tensor: name, shape: shape, values: values.count)
      }
      entries[name] = .init(dtype: type.rawValue, shape: shape, offsets: [offset, offset + size])
      offset += size
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var json = try encoder.encode(SafetensorsHeader.Raw(entries: entries, metadata: metadata))
    // Spaces bring the data to a multiple of 8 bytes, as the format asks.
    json.append(contentsOf: repeatElement(UInt8(ascii: " "), count: -json.count & 7))
    var file = Data(capacity: 8 + json.count + offset)
    withUnsafeBytes(of: UInt64(json.count).littleEndian) { file.append(contentsOf: $0) }
    file.append(json)
    return file
  }

  private static func checkFinite(
    _ halves: [UInt16], of tensor: (name: String, shape: [Int], values: [Float]), path: String
  ) throws {
    for (index, half) in halves.enumerated()
    where UInt16(littleEndian: half) & 0x7C00 == 0x7C00 && tensor.values[index].isFinite {
      throw SafetensorsError.overflow(path: path, tensor: tensor.name, index: index, value: tensor.values[index])
    }
  }

  /// Writes beside `url`, syncs and renames, so that a crash leaves the old file or the new one.
  private static func replace(_ url: URL, with file: Data) throws {
    let temporary = url.deletingLastPathComponent()
      .appendingPathComponent(".\(url.lastPathComponent).\(UUID().uuidString)")
    do {
      try file.write(to: temporary, options: .withoutOverwriting)
      let handle = try FileHandle(forUpdating: temporary)
      try handle.synchronize()
      try handle.close()
    } catch {
      try? FileManager.default.removeItem(at: temporary)
      throw SafetensorsError.unwritable(path: url.path, reason: error.localizedDescription)
    }
    guard rename(temporary.path, url.path) == 0 else {
      let reason = String(cString: strerror(errno))
      try? FileManager.default.removeItem(at: temporary)
      throw SafetensorsError.unwritable(path: url.path, reason: reason)
    }
  }
}
