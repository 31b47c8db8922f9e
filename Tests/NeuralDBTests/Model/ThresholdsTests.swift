import Foundation
import NeuralDB
import Testing

@Suite struct ThresholdsTests {
  @Test("Every threshold that is written is read again")
  func roundTrip() throws {
    let plain = try JSONSerialization.jsonObject(with: JSONEncoder().encode(Thresholds()))
    let keys = try #require(plain as? [String: Any]).keys.sorted()
    #expect(keys.count > 20)
    let written = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, 0.5 + Double($0) / 64) })
    let thresholds = try JSONDecoder().decode(Thresholds.self, from: JSONSerialization.data(withJSONObject: written))
    let again = try JSONSerialization.jsonObject(with: JSONEncoder().encode(thresholds))
    #expect(again as? [String: Double] == written)
  }
}
