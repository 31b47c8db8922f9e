/// Numbers of several facts brought to one unit.
struct NumberColumn: Sendable {
  /// nil where there is no number, or one that cannot be brought to the unit.
  var values: [Double?]

  /// The unit is the one the question names, if any number can be brought to it; else, of the largest group that convert into
  /// each other, the one that most are in, and the first of several; of money the main one, not its cents. Numbers of
  /// other dimensions or currencies are left out, bare ones taken along.
  init(_ quantities: [Quantity?], question: String) {
    let present = quantities.compactMap { $0 }
    let measured = present.compactMap(\.unit).filter { !$0.isNoun }
    func isMember(_ quantity: Quantity, of unit: ValueUnit) -> Bool {
      quantity.unit.map { $0.isNoun == unit.isNoun } ?? true && quantity.value(in: unit) != nil
    }
    var target = ValueParser.unit(namedIn: question) { unit in
      !unit.isNoun && measured.contains { Quantity(value: 1, unit: $0).value(in: unit) != nil }
    }
    if target == nil {
      var best = 0
      // Through *50 cents* or *200 kr* two currencies would become one.
      let isDefinite = measured.contains { $0.dimension.isDefiniteMoney }
      for unit in present.compactMap(\.unit) where !(isDefinite && unit.dimension.isOpenMoney) {
        let members = present.count { $0.unit != nil && isMember($0, of: unit) }
        if members > best { (best, target) = (members, unit) }
      }
      if let first = target, !first.isNoun {
        let group = present.compactMap(\.unit).filter { isMember(Quantity(value: 1, unit: $0), of: first) }
        func share(_ unit: ValueUnit) -> Double {
          unit.dimension.isMoney ? unit.factor : Double(group.count { $0 == unit })
        }
        target = group.reduce(first) { share($1) > share($0) ? $1 : $0 }
      }
    }
    values = quantities.map { quantity in
      guard let quantity else { return nil }
      guard let target else { return quantity.value }
      return isMember(quantity, of: target) ? quantity.value(in: target) : nil
    }
  }
}
