import ArgumentParser
import Encoder
import Foundation
import NeuralDB
import Training

/// An error as the command reports it: one line and an exit code.
struct Failure: Error {
  var message: String
  var code: ExitCode

  init(_ message: String, _ code: ExitCode) {
    self.message = message
    self.code = code
  }

  /// nil for the argument parser's own errors.
  init?(_ error: any Error) {
    switch error {
    case let error as Failure: self = error
    case let error as StoreError: self.init(error.description, ExitCode(error))
    case let error as NeuralDatabaseError: self.init(error.description, ExitCode(error))
    case let error as EncoderError: self.init(error.description, ExitCode(error))
    case let error as SafetensorsError: self.init(error.description, ExitCode(error))
    case let error as TokenizerError: self.init(error.description, ExitCode(error))
    case let error as SuiteError: self.init(error.description, ExitCode(error))
    case let error as RelationError: self.init(error.description, ExitCode(error))
    case let error as TrainingError: self.init(error.description, .badInput)
    case let error as RealDataError: self.init(error.description, ExitCode(error))
    case let error as IngestIssue: self.init(error.description, .badInput)
    case is ValidationError, is CleanExit: return nil
    case let error as CocoaError: self.init(error.localizedDescription, .io)
    case let error as POSIXError: self.init(error.localizedDescription, .io)
    default:
      // The parser's other errors are private types; they alone have an exit code other than 1.
      guard NeuralDBCommand.exitCode(for: error) == .failure else { return nil }
      self.init(String(describing: error).replacingOccurrences(of: "\n", with: " "), .io)
    }
  }
}
