import ArgumentParser
import Foundation

/// A question as it was typed.
enum Question {
  /// The question without the space around it.
  ///
  /// - Throws: `ValidationError` when nothing but punctuation is left.
  static func trimmed(_ text: String) throws -> String {
    let question = text.trimmingCharacters(in: .whitespacesAndNewlines)
    if question.allSatisfy({ $0.isPunctuation || $0.isWhitespace }) { throw ValidationError("the question is empty") }
    return question
  }
}
