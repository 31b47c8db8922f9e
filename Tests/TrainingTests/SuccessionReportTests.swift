import NeuralDB
import Testing

@testable import Training

@Suite struct SuccessionReportTests {
  @Test("Pairs are counted by what the newer fact really leaves of the older")
  func counts() {
    var report = SuccessionReport()
    report.add(.replaces, isSetAside: true)
    report.add(.replaces, isSetAside: false)
    report.add(.unrelated, isSetAside: false)
    #expect(report.description == "  unrelated: 0 of 1 set aside\n  replaces: 1 of 2 set aside")
  }

  @Test("An update whose class or fact does not exist makes no pair")
  func pairs() {
    let facts = ["Ann lives in Porto.", "Ann has moved to Lisbon."]
    let updates = [("replaces", 1), ("sideways", 1), ("ends", 7)].map { name, newer in
      GoldUpdate(
        question: "Where does Ann live?", older: 0, newer: newer, class: name, olderAnswers: ["Porto"],
        newerAnswers: ["Lisbon"])
    }
    let pairs = GoldDatabase(domain: "test", facts: facts, queries: [], updates: updates).updatePairs
    #expect(pairs.map(\.succession) == [.replaces])
    #expect(pairs.map(\.newer) == ["Ann has moved to Lisbon."])
  }
}
