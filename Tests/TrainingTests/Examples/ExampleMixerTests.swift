import NeuralDB
import Testing
import Training

@Suite struct ExampleMixerTests {
  private static func items(_ name: String, _ count: Int) -> [TrainingItem] {
    (0..<count).map { .planner(PlannerExample(question: "\(name) \($0)", operation: .set, source: name)) }
  }

  private static func mixer(seed: UInt64 = 7) -> ExampleMixer {
    ExampleMixer(
      seed: seed,
      sources: [
        .init(name: "large", items: items("large", 300), weight: 0.3),
        .init(name: "small", items: items("small", 20), weight: 0.1),
        .init(name: "empty", items: [], weight: 5), .init(name: "unwanted", items: items("unwanted", 9), weight: 0),
      ], generatedWeight: 0.6
    ) { seed in items("generated \(seed)", 40) }
  }

  private func questions(_ items: [TrainingItem]) -> [String] {
    items.map { item in
      switch item {
      case .reader(let example): example.question
      case .planner(let example): example.question
      case .choice(let examples): examples.map(\.question).joined()
      }
    }
  }

  @Test func aBatchDependsOnSeedStepAndShardAlone() {
    let wanted = questions(Self.mixer().batch(step: 5, shard: 1, count: 20))
    let mixer = Self.mixer()
    for step in 1..<5 { _ = mixer.batch(step: step, shard: 0, count: 7) }
    #expect(questions(mixer.batch(step: 5, shard: 1, count: 20)) == wanted)
    #expect(questions(mixer.batch(step: 6, shard: 1, count: 20)) != wanted)
    #expect(questions(mixer.batch(step: 5, shard: 0, count: 20)) != wanted)
    #expect(questions(Self.mixer(seed: 8).batch(step: 5, shard: 1, count: 20)) != wanted)
  }

  @Test func everySourceHasItsShare() {
    let mixer = Self.mixer()
    let batches = (1...100).map { questions(mixer.batch(step: $0, shard: 0, count: 20)) }
    #expect(batches.allSatisfy { $0.count == 20 })
    let all = batches.flatMap { $0 }
    func share(_ name: String) -> Double { Double(all.count { $0.hasPrefix(name) }) / Double(all.count) }
    #expect(share("generated") == 0.6)
    #expect(abs(share("large") - 0.3) < 0.03)
    #expect(abs(share("small") - 0.1) < 0.03)
    #expect(Set(all.filter { $0.hasPrefix("small") }).count == 20)
  }

  @Test("A haystack comes on top of a batch")
  func haystack() {
    var mixer = Self.mixer()
    mixer.haystack = { _ in Self.items("straw", 5) }
    let batch = questions(mixer.batch(step: 1, shard: 0, count: 20))
    #expect(batch.count == 25)
    #expect(batch.count { $0.hasPrefix("straw") } == 5)
  }

  @Test func sourcesAreLeftOutWhenEmpty() {
    let none = ExampleMixer(seed: 1, sources: [.init(name: "empty", items: [], weight: 1)], generatedWeight: 0.5)
    #expect(none.batch(step: 1, shard: 0, count: 4).isEmpty)
    let one = ExampleMixer(seed: 1, sources: [.init(name: "one", items: Self.items("one", 1), weight: 1)])
    #expect(questions(one.batch(step: 1, shard: 0, count: 3)) == ["one 0", "one 0", "one 0"])
  }
}
