/// Words before a full stop that does not end a sentence, or not always.
enum Abbreviations {
  /// Whether a sentence may end with `last` and a full stop, and go on with `next`.
  static func mayEnd(_ last: String, isFirst: Bool, next: String) -> Bool {
    let lower = last.lowercased()
    let nextIsLower = next.first?.isLowercase ?? false
    if isFirst, !last.isEmpty, last.count <= 3, last.allSatisfy(\.isNumber) { return false }  // "1. Ann lives here."
    // "on Main St. The", not "in St. Petersburg".
    if placeNames.contains(lower), starters.contains(next) { return true }
    if titles.contains(lower) || placeNames.contains(lower) { return false }
    if beforeNumbers.contains(lower), next.first?.isNumber ?? false { return false }
    if clock.contains(lower) { return next.first?.isUppercase ?? false }
    if isInitial(last) || isAcronym(last) {
      return !nextIsLower && starters.contains(next)
    }
    if usuallyInside.contains(lower) { return next.first?.isUppercase ?? false }
    // A lower-case name may begin a sentence ("checkout was down"); an abbreviation we do not know is short.
    if nextIsLower { return last.count >= 4 || last.last?.isNumber ?? false || last.last.map { !$0.isLetter } ?? false }
    return true
  }

  /// "J" of "J. K. Rowling".
  private static func isInitial(_ word: String) -> Bool {
    word.count == 1 && word.first?.isUppercase ?? false
  }

  /// "U.S", "e.g", "p.m", "B.Sc": short parts between full stops.
  private static func isAcronym(_ word: String) -> Bool {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1 && parts.allSatisfy { (1...3).contains($0.count) && $0.allSatisfy(\.isLetter) }
  }

  /// What follows belongs to them.
  private static let titles: Set<String> = [
    "mr", "mrs", "ms", "mx", "dr", "prof", "gen", "col", "lt", "sgt", "capt", "cpt", "cmdr", "adm", "maj", "rev",
    "hon", "fr", "msgr", "mt", "gov", "sen", "rep", "pres", "supt", "vs", "cf", "viz", "approx", "ca", "incl",
    "messrs", "mme", "mlle", "e.g", "i.e",
  ]

  /// Before a name a part of it, after one the end.
  private static let placeNames: Set<String> = ["st", "ft"]

  /// A number after them belongs to them.
  private static let beforeNumbers: Set<String> = [
    "no", "nos", "nr", "fig", "figs", "vol", "vols", "ch", "sec", "p", "pp", "eq", "jan", "feb", "mar", "apr",
    "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "ext", "tel",
  ]

  /// They end a sentence only when a capital follows.
  private static let usuallyInside: Set<String> = [
    "inc", "ltd", "co", "corp", "bros", "llc", "plc", "etc", "jr", "sr", "esq", "dept", "est", "ave", "blvd", "rd",
    "hwy", "bldg", "min", "max", "hr", "hrs", "mins", "secs", "misc", "govt", "univ", "assn", "intl", "natl", "tbsp",
    "tsp", "oz", "lb", "lbs", "kg", "km", "cm", "mm", "mi", "al",
  ]

  /// Of the acronyms, those that end a sentence as often as not.
  private static let clock: Set<String> = ["a.m", "p.m", "b.c", "a.d"]

  /// Words that begin sentences far more often than names: what tells *the U.S. It* from *the U.S. Army*.
  private static let starters: Set<String> = [
    "The", "It", "He", "She", "They", "We", "I", "You", "This", "That", "These", "Those", "There", "In", "On", "At",
    "But", "And", "However", "His", "Her", "Their", "Its", "When", "After", "Before", "As", "For", "Then", "Later",
    "Since", "While", "During", "If", "Also", "Both", "All", "Some", "Who", "What", "Where", "How", "No", "Yes", "A",
    "An",
  ]
}
