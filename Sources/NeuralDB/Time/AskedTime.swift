import Foundation

/// A question's time, and what the facts read say of themselves about it.
struct AskedTime {
  /// The question without its time.
  var rest = ""
  /// Facts that do not hold then.
  var outside: Set<Int64> = []
  /// Facts that hold then.
  var inside: Set<Int64> = []
  /// Those of `inside` that say when they end: only what has no end is replaced by later facts.
  var ended: Set<Int64> = []
}

extension QuestionWalk {
  /// What the facts say about the time a question asks about. A plan that tests dates does so itself.
  func askedTime(_ question: String, _ plan: Plan, _ sets: [[Fact]]) throws -> AskedTime {
    let testsDates = plan.conditions.contains { $0.constants.contains { ValueParser.date(in: $0) != nil } }
    guard !testsDates, plan.comparison == nil,
      let asked = ValidTimeReader.asked(in: question, now: try moment())
    else { return AskedTime() }
    let times = try store.validTimes(of: sets.flatMap { $0.map(\.id) })
    let inside = times.filter { $0.value.covers(asked.days) }
    return AskedTime(
      rest: asked.rest, outside: Set(times.filter { $0.value.rulesOut(asked.days) }.keys), inside: Set(inside.keys),
      ended: Set(inside.filter { $0.value.until != nil }.keys))
  }

  /// Reads the facts that hold at the time asked about anew, for the question without it: that *2012* lies in *from 2010
  /// to 2014* is arithmetic, which the reader cannot do.
  func read(_ time: AskedTime, _ sets: inout [QuestionReadings.ReadSet]) throws {
    let places = sets.indices.filter { sets[$0].facts.count == 1 && time.inside.contains(sets[$0].facts[0].id) }
    if places.isEmpty { return }
    let readings = try model.reader.read(time.rest, sets: places.map { sets[$0].facts.map(\.text) })
    for (place, reading) in zip(places, readings) { sets[place].reading = reading }
  }

  /// When the question is asked: *last year* counts from it.
  private func moment() throws -> Date {
    switch asOf {
    case .now: store.now()
    case .moment(let date): date
    case .fact(let id): try store.fact(id: id)?.addedAt ?? store.now()
    }
  }
}
