import GRDB

/// What is known of fact `f` at that time, as SQL with its arguments.
///
/// Nothing here looks at `added_at`, which a source may say as it likes: a fact is there from when it was stored, so that
/// a diary read in today does not change what the database said last year.
extension AsOf {
  typealias Expression = (sql: String, arguments: StatementArguments)

  /// Whether the fact is there: told, and not withdrawn.
  var condition: Expression {
    let (told, withdrawn) = (told, withdrawn)
    return ("\(told.sql) AND \(withdrawn.sql) IS NULL", told.arguments + withdrawn.arguments)
  }

  /// Whether the fact had been told, withdrawn or not.
  var told: Expression {
    switch self {
    case .now: ("TRUE", [])
    case .moment(let date): ("f.stored_at <= ?", [Timestamp.milliseconds(date)])
    case .fact(let id): ("f.id <= ?", [id])
    }
  }

  /// When the fact had been withdrawn; NULL while it stood. It is the last thing that happened, of those that had
  /// happened.
  var withdrawn: Expression {
    switch self {
    case .now: ("f.retracted_at", [])
    case .moment(let date): (Self.last("r.at <= ?"), [Timestamp.milliseconds(date)])
    case .fact(let id): (Self.last("r.after_fact < ?"), [id])
    }
  }

  private static func last(_ happened: String) -> String {
    """
    (SELECT CASE r.kind WHEN 'retract' THEN r.at END FROM retraction r WHERE r.fact_id = f.id AND \(happened)
    ORDER BY r.id DESC LIMIT 1)
    """
  }
}

extension FactStore {
  /// Refuses a fact that has not been told yet, whose past would still change. One that was forgotten will do.
  ///
  /// - Throws: ``StoreError/unknownFacts(_:)``.
  public func require(_ asOf: AsOf) throws {
    guard case .fact(let id) = asOf else { return }
    if try id < 0 || id > read(Self.newestFact) { throw StoreError.unknownFacts([id]) }
  }
}
