import Foundation

/// A safetensors file, mapped into memory: opening reads the header alone, a tensor's pages come in when asked for.
///
/// ```swift
/// let file = try SafetensorsFile(url: modelURL)
/// let table = try file.floats("embeddings.word_embeddings.weight")  // (V,C), row-major
/// ```
///
/// Replace such a file by renaming (as `SafetensorsWriter` does), never in place, while a process has it open.
public struct SafetensorsFile: Sendable {
  /// Free-form strings of the header.
  public let metadata: [String: String]

  private let path: String
  private let tensors: [String: SafetensorsHeader.Tensor]
  /// The whole file.
  private let data: Data
  /// Where in `data` the tensors begin, in bytes.
  private let base: Int

  /// Opens the file at `url` and checks its header against its size.
  ///
  /// - Throws: `SafetensorsError` for a file that is damaged, truncated or not of this format.
  public init(url: URL) throws {
    path = url.path
    do {
      data = try Data(contentsOf: url, options: .alwaysMapped)
    } catch {
      throw SafetensorsError.inaccessible(path: path, reason: error.localizedDescription)
    }
    guard data.count >= 8 else {
      throw SafetensorsError.truncatedHeader(path: path, needed: 8, actual: data.count)
    }
    let length = data.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard length <= SafetensorsHeader.longest else {
      throw SafetensorsError.malformedHeader(path: path, reason: "a header of \(length) bytes")
    }
    guard length <= UInt64(data.count - 8) else {
      throw SafetensorsError.truncatedHeader(path: path, needed: length + 8, actual: data.count)
    }
    base = 8 + Int(length)
    let json = data.subdata(in: data.startIndex + 8..<data.startIndex + base)
    let header = try SafetensorsHeader(json: json, available: data.count - base, path: path)
    tensors = header.tensors
    metadata = header.metadata
  }

  /// Names of the tensors, sorted.
  public var tensorNames: [String] { tensors.keys.sorted() }

  /// Whether the file has a tensor called `name`.
  public func contains(_ name: String) -> Bool { tensors[name] != nil }

  /// Dimensions of the tensor called `name`; empty for a scalar.
  ///
  /// - Throws: `SafetensorsError.missing`.
  public func shape(of name: String) throws -> [Int] { try tensor(name).shape }

  /// Element type of the tensor called `name`.
  ///
  /// - Throws: `SafetensorsError.missing`.
  public func type(of name: String) throws -> SafetensorsType { try tensor(name).type }

  /// The tensor called `name` in row-major order; 16-bit values are widened, which is exact.
  ///
  /// - Throws: `SafetensorsError.missing` or `.notFloats` (for a type other than F32, F16 and BF16).
  public func floats(_ name: String) throws -> [Float] {
    let tensor = try tensor(name)
    let range = base + tensor.range.lowerBound..<base + tensor.range.upperBound
    return try data.withUnsafeBytes { whole in
      let bytes = UnsafeRawBufferPointer(rebasing: whole[range])
      switch tensor.type {
      case .float32:
        return HalfConversion.widen(bytes, from: UInt32.self) { Float(bitPattern: $0) }
      case .float16:
        return HalfConversion.widen(bytes, from: UInt16.self, HalfConversion.float(half:))
      case .bfloat16:
        return HalfConversion.widen(bytes, from: UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
      default:
        throw SafetensorsError.notFloats(path: path, tensor: name, type: tensor.type.rawValue)
      }
    }
  }

  /// The tensor called `name` as it lies in the mapped file, without reading it; nil where that is not fp16 as this machine
  /// has it in memory.
  ///
  /// - Throws: `SafetensorsError.missing`.
  func mappedHalves(_ name: String) throws -> Data? {
    let tensor = try tensor(name)
    guard tensor.type == .float16, UInt16(littleEndian: 1) == 1, (base + tensor.range.lowerBound) % 2 == 0 else {
      return nil
    }
    return data[data.startIndex + base + tensor.range.lowerBound..<data.startIndex + base + tensor.range.upperBound]
  }

  private func tensor(_ name: String) throws -> SafetensorsHeader.Tensor {
    guard let tensor = tensors[name] else { throw SafetensorsError.missing(path: path, tensor: name) }
    return tensor
  }
}
