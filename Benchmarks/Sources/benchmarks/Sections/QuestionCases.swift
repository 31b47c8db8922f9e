/// The facts that the benchmark's questions are about, and the questions: of a kind each asks about others.
struct QuestionCases {
  struct Kind {
    var name: String
    var questions: [String]
  }

  private(set) var facts: [String] = []
  private(set) var kinds: [Kind] = []

  /// Towns of so many inhabitants, the largest of at most half of `size`.
  init(size: Int) {
    var next = 0
    func people(_ count: Int) -> [String] {
      defer { next += count }
      return (next..<next + count).map(SyntheticFacts.person)
    }
    let lookups = people(30)
    facts += lookups.enumerated().map { "\($1) works as a \(SyntheticFacts.jobs[$0 % SyntheticFacts.jobs.count])." }
    kinds.append(Kind(name: "lookup", questions: lookups.map { "What is the job of \($0)?" }))
    let workers = people(20)
    for (index, worker) in workers.enumerated() {
      let firm = "\(SyntheticFacts.last[index]) & \(SyntheticFacts.first[index % SyntheticFacts.first.count])"
      facts += ["\(worker) is employed by \(firm).", "\(firm) has its office in \(SyntheticFacts.towns[index % 12])."]
    }
    kinds.append(
      Kind(name: "two-fact join", questions: workers.map { "In which town is the office of \($0)'s employer?" }))
    for (relevant, towns) in [
      (10, ["Torvik", "Halden", "Ostrava"]), (100, ["Turku", "Cusco"]), (1_000, ["Leeds"]),
    ] where relevant <= size / 2 {
      for town in towns { facts += people(relevant).map { "\($0) lives in \(town)." } }
      kinds.append(
        Kind(name: "count of \(relevant)", questions: towns.map { "How many people live in \($0)?" }))
    }
  }
}
