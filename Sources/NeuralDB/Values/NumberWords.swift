/// English number words.
enum NumberWords {
  static let units: [String: Double] = [
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
  ]

  static let tens: [String: Double] = [
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
  ]

  static let scales: [String: Double] = [
    "thousand": 1e3, "thousands": 1e3, "million": 1e6, "millions": 1e6, "mio": 1e6, "mn": 1e6, "mln": 1e6,
    "billion": 1e9, "billions": 1e9, "bn": 1e9, "trillion": 1e12, "trillions": 1e12, "tn": 1e12, "lakh": 1e5,
    "lakhs": 1e5, "crore": 1e7, "crores": 1e7,
  ]

  /// Words that count in groups and may follow an article or a number (*a dozen*, *two dozen*).
  static let groups: [String: Double] = [
    "dozen": 12, "dozens": 12, "couple": 2, "pair": 2, "pairs": 2, "hundred": 100, "hundreds": 100,
  ]

  /// Groups that are things of their own behind a number: *nine pairs*.
  static let pairs: Set<String> = ["pair", "pairs"]

  /// Who is counted in millions.
  static let audiences: Set<String> = [
    "people", "users", "subscribers", "followers", "views", "downloads", "inhabitants", "customers", "visitors",
    "viewers", "members", "copies", "streams", "listeners", "residents", "tourists", "passengers",
  ]

  static let ordinals: [String: Double] = [
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
    "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
    "hundredth": 100, "thousandth": 1000, "millionth": 1e6,
  ]

  /// Denominators, after an article or a number (*a third*, *two thirds*).
  static let fractions: [String: Double] = [
    "half": 1.0 / 2, "halves": 1.0 / 2, "third": 1.0 / 3, "thirds": 1.0 / 3, "quarter": 1.0 / 4,
    "quarters": 1.0 / 4, "fourth": 1.0 / 4, "fourths": 1.0 / 4, "fifth": 1.0 / 5, "fifths": 1.0 / 5,
    "sixth": 1.0 / 6, "sixths": 1.0 / 6, "eighth": 1.0 / 8, "eighths": 1.0 / 8, "tenth": 1.0 / 10,
    "tenths": 1.0 / 10,
  ]

  /// How often.
  static let multiples: [String: Double] = ["once": 1, "twice": 2, "thrice": 3]

  /// Spans that say zero when they are all the text.
  static let nothing: Set<String> = [
    "none", "no", "nil", "nothing", "nobody", "never", "not one", "not a single", "free", "free of charge", "for free",
  ]

  static let ordinalSuffixes: Set<String> = ["st", "nd", "rd", "th"]

  /// Words before a number that do not change it.
  static let hedges: Set<String> = [
    "about", "around", "approximately", "approx", "roughly", "nearly", "almost", "over", "under", "some", "circa",
    "ca", "only", "just", "exactly", "more", "less", "than", "at", "least", "most", "up", "to", "the", "a", "an",
    "total", "of", "aged", "age", "all", "another", "further", "extra", "estimated",
  ]
}
