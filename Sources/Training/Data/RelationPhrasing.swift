/// Ways to ask for the object of a relation, and for its subject where that makes sense. `X` stands for the given one.
struct RelationPhrasing {
  var forward: [String]
  var inverse: [String]

  init(_ forward: [String], inverse: [String] = []) {
    self.forward = forward
    self.inverse = inverse
  }

  /// KnowledgeNet's properties and FewRel's relations. FewRel's subject of `mother`, `child` and the like is what its
  /// crowd workers marked: head HAS mother tail.
  static let all: [String: RelationPhrasing] = [
    "DATE_OF_BIRTH": .init(
      ["When was X born?", "What is X's date of birth?", "On what date was X born?", "What is the birthday of X?"]),
    "DATE_OF_DEATH": .init(
      ["When did X die?", "What is X's date of death?", "On what date did X die?", "What year did X pass away?"]),
    "PLACE_OF_BIRTH": .init(
      ["Where was X born?", "What is X's birthplace?", "What is the place of birth of X?", "Where does X come from?"],
      inverse: ["Who was born in X?", "Whose birthplace is X?", "List the people born in X."]),
    "PLACE_OF_RESIDENCE": .init(
      ["Where does X live?", "Where did X live?", "What is X's place of residence?", "In which places has X lived?"],
      inverse: ["Who lived in X?", "Who lives in X?", "Which people have lived in X?"]),
    "NATIONALITY": .init(
      ["What is X's nationality?", "What nationality is X?", "What country is X a citizen of?"],
      inverse: ["Who is X?", "Which people are X?"]),
    "EMPLOYEE_OR_MEMBER_OF": .init(
      [
        "Who does X work for?", "Where did X work?", "What organization is X a member of?", "What is X's employer?",
        "Which groups has X belonged to?",
      ], inverse: ["Who works for X?", "Who is a member of X?", "Who worked at X?", "Which people belong to X?"]),
    "EDUCATED_AT": .init(
      ["Where did X study?", "What school did X attend?", "Where was X educated?", "Which university did X go to?"],
      inverse: ["Who studied at X?", "Who attended X?", "Which people graduated from X?"]),
    "POLITICAL_AFFILIATION": .init(
      ["What party does X belong to?", "What is X's political party?", "Which party is X a member of?"],
      inverse: ["Who is a member of the X?", "Which politicians belong to X?"]),
    "CHILD_OF": .init(
      ["Who are X's parents?", "Who is a parent of X?", "Whose child is X?"],
      inverse: ["Who are X's children?", "Who is a child of X?", "What children did X have?"]),
    "SPOUSE": .init(
      ["Who is X married to?", "Who is X's spouse?", "Who did X marry?", "What is the name of X's husband or wife?"]),
    "DATE_FOUNDED": .init(
      ["When was X founded?", "What year was X established?", "In what year did X start?", "When was X created?"],
      inverse: ["What was founded in X?", "Which organizations were established in X?"]),
    "HEADQUARTERS": .init(
      ["Where is X based?", "Where is the headquarters of X?", "In which city is X headquartered?"],
      inverse: ["Which companies are based in X?", "What is headquartered in X?"]),
    "SUBSIDIARY_OF": .init(
      ["Who owns X?", "What is the parent company of X?", "Which company is X a subsidiary of?"],
      inverse: ["What does X own?", "Which companies are subsidiaries of X?", "Name a subsidiary of X."]),
    "FOUNDED_BY": .init(
      ["Who founded X?", "Who is the founder of X?", "Who started X?", "By whom was X established?"],
      inverse: ["What did X found?", "Which companies did X start?", "What organization was founded by X?"]),
    "CEO": .init(
      ["Who is the CEO of X?", "Who runs X?", "Who leads X as chief executive?"],
      inverse: ["Which company is X the CEO of?", "What company does X run?"]),
    "P177": .init(
      ["What does X cross?", "Which river does X cross?", "What does X span?"],
      inverse: ["What crosses X?", "Which bridges cross X?", "What spans X?"]),
    "P364": .init(
      ["What is the original language of X?", "In which language was X made?", "What language is X in?"],
      inverse: ["Which works are in X?", "Which films or shows are in X?"]),
    "P2094": .init(
      ["What weight class does X compete in?", "In which division did X fight?", "What class is X in?"],
      inverse: ["Who competes in X?", "Who fought at X?"]),
    "P361": .init(
      ["What is X part of?", "What does X belong to?", "Which larger whole is X a part of?"],
      inverse: ["What is part of X?", "What does X include?"]),
    "P641": .init(
      ["What sport does X play?", "Which sport is X known for?", "What sport is X involved in?"],
      inverse: ["Who plays X?", "Who or what is involved in X?"]),
    "P59": .init(
      ["In which constellation is X?", "What constellation does X lie in?", "Which constellation contains X?"],
      inverse: ["Which objects are in the constellation X?", "What lies in X?"]),
    "P413": .init(
      ["What position does X play?", "In which position did X play?", "What is X's playing position?"],
      inverse: ["Who plays as X?", "Who was a X?"]),
    "P206": .init(
      ["What body of water is X next to?", "Which river, lake or sea is X on?", "What water is X beside?"],
      inverse: ["What lies on X?", "Which places are next to X?"]),
    "P412": .init(
      ["What is X's voice type?", "What voice does X have?", "Which type of singer is X?"],
      inverse: ["Who is a X?", "Which singers are X?"]),
    "P155": .init(
      ["What came before X?", "What does X follow?", "What is the predecessor of X?"],
      inverse: ["What came after X?", "What follows X?", "What is the successor of X?"]),
    "P26": .init(
      ["Who is X married to?", "Who was X's spouse?", "Who did X marry?", "Who is the partner of X in marriage?"]),
    "P410": .init(
      ["What is X's military rank?", "What rank did X hold?", "Which rank did X reach?"],
      inverse: ["Who was a X?", "Who held the rank of X?"]),
    "P25": .init(
      ["Who is X's mother?", "Who was the mother of X?", "Which woman gave birth to X?"],
      inverse: ["Who are X's children?", "Who was X the mother of?"]),
    "P463": .init(
      ["What is X a member of?", "Which group does X belong to?", "What organization did X join?"],
      inverse: ["Who is a member of X?", "Which members does X have?", "Who belongs to X?"]),
    "P40": .init(
      ["Who are X's children?", "Who is a child of X?", "Who is X the parent of?"],
      inverse: ["Who is a parent of X?", "Whose child is X?"]),
    "P921": .init(
      ["What is X about?", "What is the main subject of X?", "What topic does X deal with?"],
      inverse: ["Which works are about X?", "What deals with X?"]),
  ]
}
