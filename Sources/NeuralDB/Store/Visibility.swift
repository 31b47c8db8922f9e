import GRDB

extension AsOf {
  /// The condition under which fact `f` is there, with its arguments.
  var condition: (sql: String, arguments: StatementArguments) {
    switch self {
    case .now:
      return ("f.retracted_at IS NULL", [])
    case .moment(let date):
      let time = Timestamp.milliseconds(date)
      return ("f.added_at <= ? AND \(Self.standing("r.at <= ?"))", [time, time])
    case .fact(let id):
      return ("f.id <= ? AND \(Self.standing("r.after_fact < ?"))", [id, id])
    }
  }

  /// Whether the last thing that happened to a fact, of those that had happened, was not a withdrawal.
  private static func standing(_ happened: String) -> String {
    """
    (SELECT r.kind FROM retraction r WHERE r.fact_id = f.id AND \(happened) ORDER BY r.id DESC LIMIT 1)
    IS NOT 'retract'
    """
  }
}
