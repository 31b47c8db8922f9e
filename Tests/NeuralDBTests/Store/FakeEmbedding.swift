import Foundation
import Synchronization

@testable import NeuralDB

/// Vectors from the text's hash: the same for the same sentence, and it counts what it was asked.
final class FakeEmbedding: SentenceEmbedding {
  struct Failure: Error {}

  let fingerprint = "fake"
  let dimension = 8
  /// Sentences that make it throw.
  let poison: String?
  private let asked = Mutex<[String]>([])

  init(poison: String? = nil) {
    self.poison = poison
  }

  var sentences: [String] { asked.withLock { $0 } }

  func vectors(for sentences: [String]) throws -> [[Float]] {
    asked.withLock { $0 += sentences }
    if let poison, sentences.contains(where: { $0.contains(poison) }) { throw Failure() }
    return sentences.map(Self.vector)
  }

  static func vector(_ text: String) -> [Float] {
    SHA256.digest(text.utf8).prefix(8).map { Float($0) / 255 }
  }
}

/// A folder that goes away with it.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/neuraldb-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String, _ bytes: some Collection<UInt8> = []) throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  func file(_ name: String, text: String) throws -> String { try file(name, text.utf8) }
}

/// A clock that moves when told to.
final class FakeClock: Sendable {
  private let seconds = Mutex<Double>(1_000_000)

  var now: Date { Date(timeIntervalSince1970: seconds.withLock { $0 }) }
  func advance(_ by: Double) { seconds.withLock { $0 += by } }
}

extension FactStore {
  /// Tells facts with fake vectors.
  @discardableResult
  func tell(_ texts: String...) throws -> [Int64] {
    try insert(texts.map { NewFact($0) }, vectors: texts.map(FakeEmbedding.vector)).map(\.id)
  }

  var texts: [String] {
    get throws { try facts().map(\.text) }
  }
}
