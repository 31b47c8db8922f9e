import Encoder
import Foundation

/// How one database writes its values. A style predominates; single facts may differ.
struct ValueStyle: Sendable {
  enum DateForm: Int, CaseIterable { case dayMonth, monthDay, iso, short, ordinal, dotted }

  private var dateForm: DateForm
  private var currency: Int
  /// 0: *€34.50*, 1: *34.50 euros*, 2: *EUR 34.50*.
  private var moneyForm: Int
  private var groups: Bool
  private var clock24: Bool
  private let unitSeed: Int

  private static let currencies: [(symbol: String, name: String, code: String)] = [
    ("€", "euros", "EUR"), ("$", "dollars", "USD"), ("£", "pounds", "GBP"),
  ]
  private static let otherForms: [String: String] = [
    "minutes": "min", "min": "minutes", "kg": "kilograms", "kilos": "kg", "km": "kilometres", "metres": "m",
    "grams": "g", "cm": "centimetres", "centimetres": "cm", "hours": "h",
  ]
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

  init(random: inout SeededRandom) {
    dateForm = random.pick(weighted: zip(DateForm.allCases, [5, 3, 2, 2, 1.5, 1]).map { ($0, $1) }) ?? .dayMonth
    currency = random.int(0...2)
    moneyForm = random.pick(weighted: [(0, 6), (1, 3), (2, 1)]) ?? 0
    groups = random.chance(0.7)
    clock24 = random.chance(0.6)
    unitSeed = random.int(0...1000)
  }

  /// The value as one fact or question writes it.
  func text(_ value: SlotValue, type: SlotType, random: inout SeededRandom) -> String {
    switch value {
    case .entity(let name): return name
    case .number(let number):
      guard case .number(_, _, _, let units) = type, !units.isEmpty else { return grouped(number, &random) }
      return withUnit(grouped(number, &random), value: number, unit: units[unitSeed % units.count], &random)
    case .money(let amount): return money(amount, &random)
    case .date(let year, let month, let day):
      let form = random.chance(0.85) ? dateForm : random.pick(DateForm.allCases) ?? dateForm
      return Self.date(year, month, day, form)
    case .year(let year): return String(year)
    case .time(let minutes): return time(minutes)
    case .month(let month): return Self.months[month - 1]
    case .weekday(let day): return Self.weekdays[day]
    }
  }

  private func withUnit(_ number: String, value: Double, unit: String, _ random: inout SeededRandom) -> String {
    if unit == "%" || unit.hasPrefix("°") { return number + (unit == "%" ? "" : " ") + unit }
    let other = Self.otherForms[unit]
    return number + " " + (random.chance(0.12) ? other ?? unit : unit)
  }

  private func grouped(_ value: Double, _ random: inout SeededRandom) -> String {
    let plain = PlainDecimal.text(value)
    guard value >= 1000, random.chance(0.9) == groups else { return plain }
    let halves = plain.split(separator: ".")
    var digits = String(halves[0])
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return halves.count > 1 ? digits + "." + halves[1] : digits
  }

  private func money(_ amount: Double, _ random: inout SeededRandom) -> String {
    var number = grouped(amount, &random)
    if let point = number.firstIndex(of: "."), number.distance(from: point, to: number.endIndex) == 2 { number += "0" }
    let unit = Self.currencies[currency]
    let form = random.chance(0.85) ? moneyForm : random.int(0...2)
    return form == 0 ? unit.symbol + number : form == 1 ? "\(number) \(unit.name)" : "\(unit.code) \(number)"
  }

  private static func date(_ year: Int, _ month: Int, _ day: Int, _ form: DateForm) -> String {
    let name = months[month - 1]
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    switch form {
    case .dayMonth: return "\(day) \(name) \(year)"
    case .monthDay: return "\(name) \(day), \(year)"
    case .iso: return "\(year)-\(two(month))-\(two(day))"
    case .short: return "\(day) \(name.prefix(3)) \(year)"
    case .ordinal: return "\(day)\(Ordinal.suffix(day)) \(name) \(year)"
    case .dotted: return "\(two(day)).\(two(month)).\(year)"
    }
  }

  private func time(_ minutes: Int) -> String {
    let (hour, minute) = (minutes / 60, minutes % 60)
    let tail = minute < 10 ? "0\(minute)" : "\(minute)"
    if clock24 { return "\(hour):\(tail)" }
    return "\(hour % 12 == 0 ? 12 : hour % 12):\(tail) \(hour < 12 ? "am" : "pm")"
  }
}

/// Numbers as answers give them: no separators, no trailing zeros.
enum PlainDecimal {
  /// - Parameter value: at most two decimals are kept.
  static func text(_ value: Double) -> String {
    let cents = (value * 100).rounded()
    let whole = Int64((cents / 100).rounded(.towardZero))
    let rest = abs(Int64(cents) % 100)
    let sign = cents < 0 && whole == 0 ? "-" : ""
    if rest == 0 { return "\(whole)" }
    return sign + (rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)")
  }
}

/// Places in an order, as words.
enum Ordinal {
  static func suffix(_ number: Int) -> String {
    if (11...13).contains(number % 100) { return "th" }
    return [1: "st", 2: "nd", 3: "rd"][number % 10] ?? "th"
  }

  /// Words for 2...4 and how many, as questions write them.
  static let ranks = [2: ["second", "2nd"], 3: ["third", "3rd"], 4: ["fourth", "4th"]]
  static let counts = [2: ["two", "2"], 3: ["three", "3"], 4: ["four", "4"]]
}
