import Foundation

/// Why a safetensors file cannot be read or written. Sizes are in bytes.
public enum SafetensorsError: Error, Sendable, Hashable {
  /// The system refused to read `path`.
  case inaccessible(path: String, reason: String)
  /// The system refused to write `path`.
  case unwritable(path: String, reason: String)
  /// The file is shorter than its header says: `needed` bytes for the header, `actual` in the file.
  case truncatedHeader(path: String, needed: UInt64, actual: Int)
  /// The header is not the JSON of a safetensors file.
  case malformedHeader(path: String, reason: String)
  /// The element type `type` of `tensor` is none of those the format defines.
  case unknownType(path: String, tensor: String, type: String)
  /// A dimension of `shape` is negative or the tensor is too large for this machine.
  case badShape(path: String, tensor: String, shape: [Int])
  /// The header gives `tensor` the bytes from `begin` to `end` of `available`, which is no range within them.
  case outOfBounds(path: String, tensor: String, begin: Int, end: Int, available: Int)
  /// `shape` and type ask for `expected` bytes, the header gives `tensor` `actual`.
  case sizeMismatch(path: String, tensor: String, expected: Int, actual: Int)
  /// The tensors must fill the data without gap or overlap; at byte `offset` they do not. `tensor` comes after it.
  case notContiguous(path: String, tensor: String?, offset: Int)
  /// The file has no `tensor`.
  case missing(path: String, tensor: String)
  /// `tensor` is stored as `type`, which does not convert to `Float`.
  case notFloats(path: String, tensor: String, type: String)
  /// To be written: `tensor` has `values` values, its `shape` asks for another number.
  case countMismatch(path: String, tensor: String, shape: [Int], values: Int)
  /// To be written: two tensors are called `tensor`, or it is the reserved `__metadata__`.
  case badName(path: String, tensor: String)
  /// To be written: the element at `index` is finite but too large for 16 bits.
  case overflow(path: String, tensor: String, index: Int, value: Float)
}

extension SafetensorsError: CustomStringConvertible, LocalizedError {
  public var description: String {
    switch self {
    case .inaccessible(let path, let reason): "\(path): \(reason)"
    case .unwritable(let path, let reason): "cannot write \(path): \(reason)"
    case .truncatedHeader(let path, let needed, let actual):
      "\(path): truncated: the header needs \(needed) bytes, the file has \(actual)"
    case .malformedHeader(let path, let reason): "\(path): not a safetensors file: \(reason)"
    case .unknownType(let path, let tensor, let type): "\(path): tensor \(tensor): unknown type \(type)"
    case .badShape(let path, let tensor, let shape): "\(path): tensor \(tensor): impossible shape \(shape)"
    case .outOfBounds(let path, let tensor, let begin, let end, let available):
      "\(path): tensor \(tensor): bytes \(begin) to \(end) are not within the \(available) bytes of data"
    case .sizeMismatch(let path, let tensor, let expected, let actual):
      "\(path): tensor \(tensor): the shape needs \(expected) bytes, the header gives \(actual)"
    case .notContiguous(let path, let tensor, let offset):
      "\(path): gap or overlap at byte \(offset) of the data, before \(tensor ?? "the end")"
    case .missing(let path, let tensor): "\(path): no tensor \(tensor)"
    case .notFloats(let path, let tensor, let type):
      "\(path): tensor \(tensor): \(type) does not convert to Float"
    case .countMismatch(let path, let tensor, let shape, let values):
      "\(path): tensor \(tensor): \(values) values for shape \(shape)"
    case .badName(let path, let tensor): "\(path): tensor name \(tensor) is taken"
    case .overflow(let path, let tensor, let index, let value):
      "\(path): tensor \(tensor): element \(index) is \(value), too large for 16 bits"
    }
  }

  public var errorDescription: String? { description }
}
