import ArgumentParser
import Encoder
import NeuralDB
import Training

/// The exit codes of `neuraldb`, after sysexits.h.
extension ExitCode {
  /// The facts do not say.
  static let unknown = ExitCode(1)
  static let usage = ExitCode(64)
  static let badInput = ExitCode(65)
  /// No such database or model.
  static let notFound = ExitCode(66)
  static let io = ExitCode(74)
  static let busy = ExitCode(75)

  init(_ error: StoreError) {
    switch error {
    case .noSuchDatabase: self = .notFound
    case .busy: self = .busy
    case .io, .unexpected: self = .io
    case .notPurged(_, let cause): self.init(cause)
    case .notADatabase, .damaged, .newerFormat, .dimensionMismatch, .vectorNotFinite, .vectorCountMismatch,
      .missingVector, .unstorableText, .unknownFacts:
      self = .badInput
    }
  }

  init(_ error: RelationError) {
    if case .unreadable = error { self = .io } else { self = .badInput }
  }

  init(_ error: RealDataError) {
    if case .unreadable = error { self = .io } else { self = .badInput }
  }

  init(_ error: SuiteError) {
    switch error {
    case .unreadable: self = .io
    case .notText, .badLine, .supportOutOfRange: self = .badInput
    }
  }
}

/// A model whose files are not there is missing; one whose files make no sense is bad input.
extension ExitCode {
  init(_ error: EncoderError) {
    switch error {
    case .missingModel: self = .notFound
    case .configuration, .shape, .damaged: self = .badInput
    }
  }

  init(_ error: SafetensorsError) {
    switch error {
    case .inaccessible: self = .notFound
    case .unwritable: self = .io
    default: self = .badInput
    }
  }

  init(_ error: TokenizerError) {
    if case .unreadable = error { self = .notFound } else { self = .badInput }
  }

  init(_ error: NeuralDatabaseError) {
    switch error {
    case .emptyQuestion: self = .usage
    case .otherModel: self = .badInput
    }
  }
}
