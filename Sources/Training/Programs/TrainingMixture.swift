import Encoder
import Foundation
import NeuralDB

/// The data a reader is trained on: generated databases, natural databases, public sets, each with its share.
public struct TrainingMixture: Sendable {
  /// Folder with `Relations/`, `Natural/`, `Roles/` and `Questions/`.
  public var data: URL
  /// Folder of the public data sets; nil leaves them out.
  public var realData: URL?
  public var seed: UInt64 = 1
  /// What `MistakesProgram` wrote of natural and generated databases; nil goes by shared words alone.
  public var mistakes: URL?
  /// Share of the WikiNLDB-format files; 0 keeps a checkpoint that has seen none of them.
  public var wikiNLDBWeight = 0.0
  /// Databases that hold any of these facts are left out.
  public var excludedFacts: Set<String> = []
  /// WikiNLDB-format files left out altogether.
  public var excludedSets: Set<RealDataSet> = []
  public var generatedWeight = 0.5
  /// Share of the generated databases that a reader's mistakes are known of.
  public var generatedMistakesWeight = 0.4
  /// Share of the readings of the natural databases, half of them in choices.
  public var naturalWeight = 1.0

  public init(data: URL) { self.data = data }

  private static let shares: [(RealDataSet, Double)] = [
    (.squadshifts, 0.03), (.squad, 0.03), (.qamr, 0.05), (.qasrl, 0.02), (.tsqa, 0.01), (.babi, 0.1),
    (.directions, 0.08),
    (.fever, 0.01), (.foolmetwice, 0.015), (.creak, 0.015), (.redocred, 0.02), (.knowledgenet, 0.02), (.fewrel, 0.02),
  ]
  private static let plannerShare = 0.04
  private static let questionShare = 0.04
  /// Plans and written updates of the natural databases are few of their items, and heads of their own learn from them.
  private static let naturalPlanShare = 0.1
  private static let naturalUpdateShare = 0.18
  /// Facts that an answer is learned against in a natural choice.
  private static let rivals = 5
  /// Borrowed questions tried; half of them find a name to ask of.
  private static let borrowed = 60_000
  private static let borrowedShare = 0.12
  private static let roleShare = 0.15
  private static let updateShare = 0.09

  /// Loads everything and says what it found.
  public func mixer(report: (String) -> Void) throws -> ExampleMixer {
    var sources: [ExampleMixer.Source] = []
    func add(_ name: String, _ items: [TrainingItem], _ weight: Double) {
      report("\(name): \(items.count) items, share \(weight)")
      sources.append(.init(name: name, items: items, weight: weight))
    }
    let library = try RelationLibrary(folder: data.appendingPathComponent("Relations"))
    var known = try mistakes.map { try Mistakes($0) } ?? Mistakes()
    let databases = try placedDatabases(.training).map { known.added(to: $0.database, place: $0.place) }
    let mistaken = mistakenItems(&known, library)
    if let mistakes, known.used == 0 {
      throw TrainingError.noData(
        what:
          "\(mistakes.path): none of its questions is one of the natural databases of \(data.path) or of generated ones"
      )
    }
    let natural = Dictionary(grouping: naturalItems(databases), by: Lesson.init)
    add("natural", natural[.reading] ?? [], naturalWeight / 2)
    // A weight is of items drawn, and most choices are of as many sequences.
    add("natural, choices", natural[.choice] ?? [], naturalWeight / 2 / Double(1 + Self.rivals))
    add("natural, plans", natural[.plan] ?? [], Self.naturalPlanShare)
    add("natural, updates", natural[.succession] ?? [], Self.naturalUpdateShare)
    var random = SeededRandom(seed: seed &+ 0xB0)
    let borrowed = BorrowedQuestions(databases).items(Self.borrowed, random: &random)
    add("natural, borrowed questions", borrowed, Self.borrowedShare)
    if !mistaken.isEmpty { add("generated, with mistakes", mistaken, generatedMistakesWeight) }
    add("roles", try roleItems(), Self.roleShare)
    add("questions", try questionItems(), Self.questionShare)
    add("updates", updateItems(library), Self.updateShare)
    if let realData {
      let loader = RealData(folder: realData)
      for (set, weight) in Self.shares {
        add(set.rawValue, try loader.readerExamples(set).map(TrainingItem.reader), weight)
      }
      let wikiSets = [RealDataSet.wikinldbKelm, .wikinldbTables, .wikinldbKelmTables]
      for set in wikiSets where wikiNLDBWeight > 0 && !excludedSets.contains(set) {
        let examples = try loader.readerExamples(set, excludingFacts: excludedFacts)
        add(set.rawValue, examples.map(TrainingItem.reader), wikiNLDBWeight / 3)
      }
      // A run without WikiNLDB data must not see its questions either.
      var unseen = excludedFacts
      if wikiNLDBWeight == 0 {
        for set in wikiSets {
          for file in set.files { unseen.formUnion(try RealData.suiteFacts(realData.appendingPathComponent(file))) }
        }
      }
      let plans = try loader.plannerExamples(excludingFacts: unseen)
      add("planner", plans.map(TrainingItem.planner), Self.plannerShare)
    }
    return ExampleMixer(
      seed: seed, sources: sources, generatedWeight: generatedWeight,
      generate: generatedItems(library), haystack: haystackItems(library))
  }

  /// What an item teaches.
  private enum Lesson {
    case reading, choice, plan, succession

    init(_ item: TrainingItem) {
      switch item {
      case .planner: self = .plan
      case .choice: self = .choice
      case .reader(let example): self = example.source == GoldExamples.updates ? .succession : .reading
      }
    }
  }

  /// What a natural database is for: of each twelve lines of a file ten train, the sixth tests, and thresholds are
  /// fitted on the twelfth.
  public enum NaturalPart: Sendable {
    case training, testing, fitting

    init(line: Int) { self = line % 12 == 0 ? .fitting : line % 6 == 0 ? .testing : .training }
  }

  /// The natural databases of one part.
  public func naturalDatabases(_ part: NaturalPart) throws -> [GoldDatabase] {
    try placedDatabases(part).map(\.database)
  }

  /// The natural databases of one part, and where each stands.
  public func placedDatabases(_ part: NaturalPart) throws -> [(place: String, database: GoldDatabase)] {
    try lines(of: "Natural", as: GoldDatabase.self).filter { NaturalPart(line: $0.line) == part }.map(Self.placed)
  }

  /// All natural databases, and where each stands (*one.jsonl:3*).
  public func naturalDatabases() throws -> [(place: String, database: GoldDatabase)] {
    try lines(of: "Natural", as: GoldDatabase.self).map(Self.placed)
  }

  private static func placed(
    _ line: (file: String, line: Int, value: GoldDatabase)
  ) -> (place: String, database: GoldDatabase) {
    ("\(line.file):\(line.line)", line.value)
  }

  private func naturalItems(_ databases: [GoldDatabase]) -> [TrainingItem] {
    var maker = GoldExamples()
    maker.negatives = 6
    maker.wrongSeconds = 3
    maker.positives = 12
    maker.rivals = Self.rivals
    maker.strangers = databases.flatMap(\.facts)
    var random = SeededRandom(seed: seed)
    return databases.flatMap { maker.items($0, source: "natural", random: &random) }
      + databases.filter { $0.updates == nil }
      .flatMap { maker.items($0.merging(share: 0.6, random: &random), source: "natural, merged", random: &random) }
  }

  /// Facts with the questions of each of their roles, and where each stands.
  public func roleFacts() throws -> [(place: String, fact: RoleFact)] {
    try lines(of: "Roles", as: RoleFact.self).map { ("\($0.file):\($0.line)", $0.value) }
  }

  private func roleItems() throws -> [TrainingItem] {
    var random = SeededRandom(seed: seed &+ 0x801E)
    let files = Dictionary(grouping: try lines(of: "Roles", as: RoleFact.self), by: \.file).sorted { $0.key < $1.key }
    return files.flatMap { RoleExamples().items($0.value.map(\.value), random: &random) }
  }

  /// Questions with plans and no facts, `Questions/*.jsonl`.
  private func questionItems() throws -> [TrainingItem] {
    struct Line: Decodable {
      var query: String
      var type: Operator
      var plan: GoldPlan
    }
    return try lines(of: "Questions", as: Line.self).map(\.value).map { line in
      let query = GoldQuery(
        query: line.query, type: line.type, answer: [], facts: [], derivations: [], plan: line.plan, tags: [])
      return .planner(GoldExamples.plan(query, source: "questions"))
    }
  }

  private func updateItems(_ library: RelationLibrary) -> [TrainingItem] {
    var generator = DatabaseGenerator(library: library, mode: .train, seed: seed &+ 0x0DD)
    let pairs = (0..<12000).compactMap { $0 % 3 == 2 ? generator.nextEnding() : generator.nextUpdate() }
    return pairs.compactMap(GoldExamples.reading).map(TrainingItem.reader)
  }

  /// The objects of every `.jsonl` file of a folder, with their file's name and line, counted from 1.
  private func lines<Value: Decodable>(
    of name: String, as type: Value.Type
  ) throws -> [(file: String, line: Int, value: Value)] {
    let folder = data.appendingPathComponent(name)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".jsonl") }
    var lines: [(file: String, line: Int, value: Value)] = []
    for file in files.sorted() {
      try JSONLines.read(folder.appendingPathComponent(file), as: type) { value, line in
        lines.append((file, line, value))
      }
    }
    return lines
  }

  private func generatedItems(_ library: RelationLibrary) -> @Sendable (UInt64) -> [TrainingItem] {
    { seed in
      var random = SeededRandom(seed: seed)
      let database = Self.generated(from: library, random: &random)
      return Self.generatedMaker.items(database, source: "generated", random: &random)
    }
  }

  /// What makes items of generated databases.
  private static var generatedMaker: GoldExamples {
    var maker = GoldExamples()
    maker.negatives = 5
    // What answers is learned against its rivals too: among ten thousand facts many look like it.
    maker.rivals = rivals
    maker.choices = 1
    return maker
  }

  private static func generated(from library: RelationLibrary, random: inout SeededRandom) -> GoldDatabase {
    var generator = DatabaseGenerator(library: library, mode: .train, seed: random.next())
    generator.listShare = random.next() % 2 == 0 ? 0.5 : 0
    var database = generator.next(facts: 16 + Int(random.next() % 16), queries: 8)
    if random.next() % 3 == 0 { database = database.merging(share: 0.6, random: &random) }
    // A large one holds what looks most like an answer and is none.
    if random.next() % 3 == 0 { database = generator.padded(database, to: 250) }
    return database
  }

  /// Generated databases as they train, and where each stands (*generated:17*, its seed).
  public func generatedDatabases(_ count: Int) throws -> [(place: String, database: GoldDatabase)] {
    let library = try RelationLibrary(folder: data.appendingPathComponent("Relations"))
    return (0..<UInt64(count)).map { seed in
      var random = SeededRandom(seed: seed)
      return (Self.generatedPlace + String(seed), Self.generated(from: library, random: &random))
    }
  }

  private static let generatedPlace = "generated:"

  /// Items of the generated databases that a reader's mistakes were noted of.
  private func mistakenItems(_ known: inout Mistakes, _ library: RelationLibrary) -> [TrainingItem] {
    known.places.filter { $0.hasPrefix(Self.generatedPlace) }.flatMap { place -> [TrainingItem] in
      guard let seed = UInt64(place.dropFirst(Self.generatedPlace.count)) else { return [] }
      var random = SeededRandom(seed: seed)
      let database = known.added(to: Self.generated(from: library, random: &random), place: place)
      return Self.generatedMaker.items(database, source: "generated", random: &random)
    }
  }

  /// Facts of a haystack that a question is read with, a shard of a batch. Most are easy, and what is easy is not gone back
  /// through: they cost a third of the others.
  private static let straws = 4

  private func haystackItems(_ library: RelationLibrary) -> @Sendable (UInt64) -> [TrainingItem] {
    { seed in
      var maker = GoldExamples()
      maker.negatives = Self.straws
      var random = SeededRandom(seed: seed)
      var generator = DatabaseGenerator(library: library, mode: .train, seed: random.next())
      let database = generator.next(facts: 24, queries: 12)
      return maker.haystack(
        generator.padded(database, to: 600), own: database.facts.count, source: "haystack", random: &random)
    }
  }
}
