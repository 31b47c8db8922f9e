/// What can go wrong in training.
public enum TrainingError: Error, CustomStringConvertible, Sendable {
  case diverged(step: Int)
  case checkpoint(path: String, reason: String)
  case noData(what: String)
  case average(reason: String)

  public var description: String {
    switch self {
    case .diverged(let step):
      "training diverged at step \(step): lower the learning rate and resume the last checkpoint"
    case .checkpoint(let path, let reason): "\(path): cannot resume from this checkpoint: \(reason)"
    case .noData(let what): "no training data: \(what)"
    case .average(let reason): "cannot average models: \(reason)"
    }
  }
}
