import Encoder

/// What kind of question the generator tries to make next.
enum QuestionWish: Sendable, CaseIterable {
  case plain, condition, aggregate, join, joinedAggregate, yes, no, compare, nothing

  /// Whether the question reaches its facts through a description.
  var isJoin: Bool { self == .join || self == .joinedAggregate }

  /// Forms that fit, with weights.
  var forms: [(RelationQuestion.Form, Double)] {
    switch self {
    case .plain, .condition: [(.set, 1)]
    case .aggregate:
      [(.count, 5), (.argmax, 4), (.argmin, 3), (.sum, 3), (.avg, 2.5), (.max, 2), (.min, 1.5)]
    case .join: [(.set, 5), (.bool, 1)]
    case .joinedAggregate: [(.count, 5), (.argmax, 1), (.argmin, 1), (.sum, 2), (.avg, 1), (.max, 1), (.min, 1)]
    case .yes, .no: [(.bool, 1)]
    case .compare: [(.compare, 1)]
    case .nothing: [(.set, 5), (.bool, 2), (.count, 1.5), (.sum, 0.5), (.max, 0.5), (.argmax, 0.5), (.avg, 0.5)]
    }
  }

  /// The wishes of a database with `count` questions: shares with chance deciding what is left over.
  static func list(_ count: Int, random: inout SeededRandom) -> [QuestionWish] {
    let shares: [(QuestionWish, Double)] = [
      (.plain, 0.15), (.condition, 0.05), (.aggregate, 0.31), (.join, 0.08), (.joinedAggregate, 0.05), (.yes, 0.07),
      (.no, 0.09), (.compare, 0.06), (.nothing, 0.14),
    ]
    var wishes: [QuestionWish] = []
    for (wish, share) in shares {
      let exact = share * Double(count)
      let whole = Int(exact)
      wishes += Array(repeating: wish, count: whole + (random.chance(exact - Double(whole)) ? 1 : 0))
    }
    wishes = random.shuffled(wishes)
    while wishes.count < count { wishes.append(random.pick(weighted: shares) ?? .plain) }
    return Array(wishes.prefix(count))
  }
}
