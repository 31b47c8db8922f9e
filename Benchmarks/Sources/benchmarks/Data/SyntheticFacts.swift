/// Made-up sentences, the same in every run.
enum SyntheticFacts {
  static let first = words("Mara Ivo Suri Noel Lena Otto Anna Bob Pedro Alice Sarah Omar Wei Ingrid Kofi Raj Yuki Nick")
  static let last = words(
    "Quill Brandt Patel Achebe Ruiz Lind Okafor Moreau Silva Tanaka Novak Haas Berg Costa Dunn Eze Fox Grant Hale Ito")
  static let middle = words("A. B. C. D. E. F. G. H. J. K.")
  static let towns = words("Lisbon Paris Helsinki Boston Tokyo Nairobi Berlin Madrid Oslo Toronto Prague Lima")
  static let jobs = words("nurse engineer teacher baker pilot lawyer farmer painter doctor clerk")
  static let things = ["a red car", "an old bicycle", "two cats", "a small bakery", "a wooden boat", "a black dog"]

  /// One of 3,600 people.
  static func person(_ index: Int) -> String {
    let rest = index / first.count
    return "\(first[index % first.count]) \(middle[rest / last.count % middle.count]) \(last[rest % last.count])"
  }

  /// All different, of about sixteen tokens, of five shapes.
  static func make(_ count: Int) -> [String] {
    (0..<count).map { index in
      let (a, b) = (person(index), person(index * 7 + 1))
      let (town, other) = (towns[index % towns.count], towns[(index / 5 + 3) % towns.count])
      let (job, thing) = (jobs[index % jobs.count], things[index % things.count])
      let year = 1950 + index / 7 % 70
      switch index % 5 {
      case 0: return "\(a) is married to \(b) and lives in \(town), door \(index)."
      case 1: return "In \(year) \(a) moved from \(other) to \(town) with \(index) books."
      case 2: return "\(a)'s sister \(b) owns \(thing) and pays \(index) euros."
      case 3: return "\(a) was born in \(town) in \(year) as child \(index) of the register."
      default: return "The \(job) \(a) bought \(thing) in \(town) for \(index) euros."
      }
    }
  }

  /// Of another domain, so that no question of the benchmark is about them.
  static func filler(_ index: Int) -> String {
    let dock = index % 37
    switch index % 4 {
    case 0: return "Crate \(index) left dock \(dock) with copper wire."
    case 1: return "Pallet \(index) of ceramic tiles waits at gate \(dock)."
    case 2: return "Container \(index) was weighed at \(900 + index % 8_000) kg on ramp \(dock)."
    default: return "Forklift \(dock) moved barrel \(index) to the cold store."
    }
  }

  private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
