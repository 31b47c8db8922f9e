import Foundation

/// The JSON at the start of a safetensors file, checked against the bytes that follow it.
///
/// Source: the format's description, https://huggingface.co/docs/safetensors, and the checks of its reference reader.
struct SafetensorsHeader: Sendable {
  /// Key of the free-form strings, which no tensor may take.
  static let metadataKey = "__metadata__"
  /// A longer header is taken for damage, as in the reference.
  static let longest: UInt64 = 100_000_000

  /// One tensor: `range` counts bytes from the first one after the header.
  struct Tensor: Sendable, Hashable {
    var type: SafetensorsType
    var shape: [Int]
    var range: Range<Int>
  }

  private(set) var tensors: [String: Tensor] = [:]
  private(set) var metadata: [String: String] = [:]

  /// Parses `json` and checks that its tensors fill `available` bytes exactly.
  init(json: Data, available: Int, path: String) throws {
    let raw: Raw
    do {
      raw = try JSONDecoder().decode(Raw.self, from: json)
    } catch {
      throw SafetensorsError.malformedHeader(path: path, reason: "\(error)")
    }
    metadata = raw.metadata
    for (name, entry) in raw.entries {
      tensors[name] = try Self.check(entry, name: name, available: available, path: path)
    }
    try checkContiguous(available: available, path: path)
  }

  private static func check(_ entry: Raw.Entry, name: String, available: Int, path: String) throws -> Tensor {
    guard let type = SafetensorsType(rawValue: entry.dtype) else {
      throw SafetensorsError.unknownType(path: path, tensor: name, type: entry.dtype)
    }
    guard let size = byteCount(shape: entry.shape, type: type) else {
      throw SafetensorsError.badShape(path: path, tensor: name, shape: entry.shape)
    }
    guard entry.offsets.count == 2 else {
      throw SafetensorsError.malformedHeader(path: path, reason: "tensor \(name) has \(entry.offsets.count) offsets")
    }
    let (begin, end) = (entry.offsets[0], entry.offsets[1])
    guard 0 <= begin, begin <= end, end <= available else {
      throw SafetensorsError.outOfBounds(path: path, tensor: name, begin: begin, end: end, available: available)
    }
    guard end - begin == size else {
      throw SafetensorsError.sizeMismatch(path: path, tensor: name, expected: size, actual: end - begin)
    }
    return Tensor(type: type, shape: entry.shape, range: begin..<end)
  }

  /// Bytes of a tensor, or nil when a dimension is negative or the product overflows.
  static func byteCount(shape: [Int], type: SafetensorsType) -> Int? {
    var size = type.byteCount
    for dimension in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
      if overflow || dimension < 0 { return nil }
      size = product
    }
    return size
  }

  private func checkContiguous(available: Int, path: String) throws {
    var offset = 0
    let ordered = tensors.sorted { one, other in
      let (left, right) = (one.value.range, other.value.range)
      return (left.lowerBound, left.upperBound, one.key) < (right.lowerBound, right.upperBound, other.key)
    }
    for (name, tensor) in ordered {
      guard tensor.range.lowerBound == offset else {
        throw SafetensorsError.notContiguous(path: path, tensor: name, offset: offset)
      }
      offset = tensor.range.upperBound
    }
    guard offset == available else {
      throw SafetensorsError.notContiguous(path: path, tensor: nil, offset: offset)
    }
  }
}

extension SafetensorsHeader {
  /// The header as JSON has it, before any check.
  struct Raw: Codable {
    struct Entry: Codable {
      var dtype: String
      var shape: [Int]
      var offsets: [Int]

      enum CodingKeys: String, CodingKey {
        case dtype, shape
        case offsets = "data_offsets"
      }
    }

    var entries: [String: Entry] = [:]
    var metadata: [String: String] = [:]

    init(entries: [String: Entry], metadata: [String: String]) {
      self.entries = entries
      self.metadata = metadata
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Name.self)
      for key in container.allKeys {
        if key.stringValue == SafetensorsHeader.metadataKey {
          metadata = try container.decode([String: String].self, forKey: key)
        } else {
          entries[key.stringValue] = try container.decode(Entry.self, forKey: key)
        }
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Name.self)
      if !metadata.isEmpty {
        try container.encode(metadata, forKey: Name(stringValue: SafetensorsHeader.metadataKey))
      }
      for (name, entry) in entries { try container.encode(entry, forKey: Name(stringValue: name)) }
    }
  }

  /// A tensor's name as a JSON key.
  private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
