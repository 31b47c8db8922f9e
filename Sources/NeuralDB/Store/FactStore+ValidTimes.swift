import GRDB

extension FactStore {
  /// When these facts say that they hold; those that do not say are not in it.
  public func validTimes(of ids: [Int64]) throws -> [Int64: ValidTime] {
    try read { db in
      let statement = try db.cachedStatement(
        sql: "SELECT valid_kind, valid_from, valid_until FROM fact WHERE id = ? AND valid_kind IS NOT NULL")
      var times: [Int64: ValidTime] = [:]
      for id in ids {
        guard let row = try Row.fetchOne(statement, arguments: [id]) else { continue }
        let kind: String = try row.decode(atIndex: 0)
        times[id] = ValidTime(
          ValidTime.Kind(rawValue: kind) ?? .event, from: try row.decode(atIndex: 1), until: try row.decode(atIndex: 2))
      }
      return times
    }
  }
}
