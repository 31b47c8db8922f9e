import NeuralDB

/// One derivation with its values, before it is written down.
struct GoldReading: Sendable {
  /// A value and how its fact writes it.
  struct Item: Sendable {
    var value: SlotValue
    var text: String
  }

  var facts: [Int]
  var answer: Item?
  var measure: Item?
  var condition: Item?
  var truth: Bool?
  var record: String?

  var derivation: GoldDerivation {
    GoldDerivation(
      facts: facts, answer: answer?.text, measure: measure?.text, condition: condition?.text, truth: truth)
  }
}
