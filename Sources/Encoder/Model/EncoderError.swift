/// What can go wrong between a model on disk and a vector.
public enum EncoderError: Error, CustomStringConvertible, Sendable {
  case configuration(path: String, reason: String)
  case missingModel(path: String)
  case damaged(path: String, reason: String)
  case shape(tensor: String, expected: [Int], found: [Int], path: String)

  public var description: String {
    switch self {
    case .configuration(let path, let reason): "\(path): not a usable model configuration: \(reason)"
    case .missingModel(let path): "no model at \(path): give --model FOLDER or set NEURALDB_MODEL"
    case .damaged(let path, let reason): "\(path) is damaged: \(reason)"
    case .shape(let tensor, let expected, let found, let path):
      "\(path): tensor \(tensor) has shape \(found), the configuration needs \(expected)"
    }
  }
}
