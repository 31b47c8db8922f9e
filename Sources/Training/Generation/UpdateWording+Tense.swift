import Encoder

extension UpdateWording {
  /// The question, in two of five cases with a word of the present. Questions of what happened bear none.
  static func mark(
    _ question: String, _ template: RelationTemplate, asks type: SlotType?, random: inout SeededRandom
  ) -> String {
    let question = FactRenderer.capitalised(question)
    guard question.hasSuffix("?"), !isPast(template), type?.isDate != true, words(template).isDisjoint(with: lasting),
      // Past questions, about half of all, take none: the share among the others is higher.
      random.chance(0.7)
    else { return question }
    let marks = [" now?", " now?", " currently?", " at the moment?", " these days?", " at present?", " nowadays?"]
    return question.dropLast() + (random.pick(marks) ?? "?")
  }

  /// Whether a question asks in so many words of what held before.
  static func asksOfThePast(_ template: RelationTemplate) -> Bool {
    template.source.contains("used to ")
      || !words(template).isDisjoint(with: ["previously", "formerly", "former", "before", "earlier", "last", "ever"])
  }

  /// Whether a text tells or asks of something done, by its auxiliaries, else by its verbs' forms.
  static func isPast(_ template: RelationTemplate) -> Bool {
    let words = words(template)
    if !words.isDisjoint(with: ["was", "were", "did", "had", "been", "became", "ago"]) { return true }
    if !words.isDisjoint(with: ["is", "are", "does", "do", "has", "have", "can", "must", "may", "will"]) {
      return false
    }
    return words.contains { word in
      irregular.contains(word) || (word.count > 4 && word.hasSuffix("ed") && !word.hasSuffix("eed"))
    }
  }

  private static func words(_ template: RelationTemplate) -> Set<String> {
    var words: Set<String> = []
    for case .text(let literal) in template.parts {
      words.formUnion(literal.lowercased().split { !$0.isLetter }.map(String.init))
    }
    return words
  }

  /// Words of questions for times, and for what never changes.
  private static let lasting: Set<String> = [
    "when", "since", "date", "now", "currently", "today", "year", "day", "birthplace", "birth", "birthday", "born",
    "native", "mother", "father", "founding", "founder", "death", "writer", "author", "by", "originally", "created",
    "director", "composer", "hometown", "current", "present", "dissertation", "thesis",
  ]

  private static let irregular: Set<String> = [
    "gave", "took", "got", "made", "moved", "came", "went", "left", "won", "wrote", "bought", "sold", "held", "began",
    "beat", "lost", "paid", "sent", "put", "met", "saw", "brought", "taught", "spent", "built", "broke", "caught",
    "chose", "cut", "drank", "drew", "drove", "ate", "fell", "flew", "found", "gone", "grew", "heard", "hit", "kept",
    "led", "lent", "let", "ran", "rang", "read", "rode", "said", "sang", "sat", "set", "shot", "slept", "spoke",
    "stood", "stole", "swam", "swept", "thought", "threw", "told", "woke", "wore", "knew", "handed", "laid",
    "bore", "died", "tied", "struck", "shook", "rose", "hurt", "forgot", "fought", "fed", "felt",
  ]
}
