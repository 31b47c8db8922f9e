import Encoder
import NeuralDB

/// Where training items come from and how often each source is drawn. A batch depends on the seed, the step and the
/// shard alone, so that a resumed run sees what an unbroken one would have.
public struct ExampleMixer: Sendable {
  /// A pool of ready items, drawn with a weight.
  public struct Source: Sendable {
    public var name: String
    public var items: [TrainingItem]
    /// Share of a batch.
    public var weight: Double

    public init(name: String, items: [TrainingItem], weight: Double) {
      self.name = name
      self.items = items
      self.weight = weight
    }
  }

  public var seed: UInt64
  public var sources: [Source]
  /// Makes the items of one generated database from a seed.
  public var generate: (@Sendable (UInt64) -> [TrainingItem])?
  /// Share of a batch that is generated.
  public var generatedWeight: Double
  /// Makes facts that do not answer a question from a seed; all of them come on top of each shard of a batch.
  public var haystack: (@Sendable (UInt64) -> [TrainingItem])?

  public init(
    seed: UInt64, sources: [Source], generatedWeight: Double = 0,
    generate: (@Sendable (UInt64) -> [TrainingItem])? = nil, haystack: (@Sendable (UInt64) -> [TrainingItem])? = nil
  ) {
    self.haystack = haystack
    self.seed = seed
    self.sources = sources.filter { !$0.items.isEmpty && $0.weight > 0 }
    self.generatedWeight = generate == nil ? 0 : generatedWeight
    self.generate = generate
  }

  /// Items for one shard of one step: `count` sequences, or a few more where a choice is the last, and those of a haystack.
  public func batch(step: Int, shard: Int, count: Int) -> [TrainingItem] {
    var random = SeededRandom(seed: seed &+ UInt64(step) &* 0xD134_2543_DE82_EF95 &+ UInt64(shard) &* 0x1F12_3BB5)
    let total = sources.reduce(generatedWeight) { $0 + $1.weight }
    guard total > 0 else { return [] }
    let generated = Int((Double(count) * generatedWeight / total).rounded())
    var items: [TrainingItem] = []
    var size = 0
    if generated > 0, let generate {
      // Half from each of two databases.
      for end in [generated / 2, generated] {
        for item in generate(random.next()).shuffled(using: &random) where size < end {
          items.append(item)
          size += item.size
        }
      }
    }
    let others = total - generatedWeight
    while size < count, others > 0 {
      var mark = Double.random(in: 0..<others, using: &random)
      guard
        let source = sources.first(where: {
          mark -= $0.weight; return mark < 0
        }) ?? sources.last
      else { break }
      guard let item = source.items.randomElement(using: &random) else { continue }
      items.append(item)
      size += item.size
    }
    return items + (haystack?(random.next()) ?? [])
  }
}
