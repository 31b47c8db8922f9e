import Foundation

/// The public data sets that reader examples can be made from; `Data/README.md` names their sources and licences.
public enum RealDataSet: String, CaseIterable, Sendable {
  case qamr, qasrl, squadshifts, squad, tsqa, wikinldbKelm, wikinldbTables, wikinldbKelmTables, babi, fever
  case foolmetwice, creak, redocred, knowledgenet, fewrel
  /// bAbI 4: of two directions one answers, and nothing but the order of its words tells which.
  case directions

  /// How a set's rows become examples.
  enum Kind { case spans, claims, derivations, stories, relations }

  var kind: Kind {
    switch self {
    case .qamr, .qasrl, .squadshifts, .squad, .tsqa, .redocred: .spans
    case .fever, .foolmetwice, .creak: .claims
    case .wikinldbKelm, .wikinldbTables, .wikinldbKelmTables: .derivations
    case .babi, .directions: .stories
    case .knowledgenet, .fewrel: .relations
    }
  }

  /// Paths below the data folder.
  var files: [String] {
    switch self {
    case .qamr: ["qamr/qamr_dev.jsonl", "qamr/qamr_test.jsonl"]
    case .qasrl: ["qasrl/qasrl_gs_dev.jsonl", "qasrl/qasrl_gs_test.jsonl"]
    case .squadshifts: ["new_wiki", "reddit", "amazon_reviews"].map { "squadshifts/\($0).jsonl" }
    case .squad: ["squad/subset.jsonl", "squad/adversarial.jsonl"]
    case .tsqa: ["tsqa/tsqa_human_train.jsonl"]
    case .wikinldbKelm: ["wikinldb/kelm_train.jsonl"]
    case .wikinldbTables: ["wikinldb/tables_train.jsonl"]
    case .wikinldbKelmTables: ["wikinldb/kelm_tables_train.jsonl"]
    case .babi:
      [
        "qa01_WhereIsActor", "qa02_WhereIsObject", "qa06_IsActorThere", "qa07_Counting", "qa09_Negation",
        "qa12_Conjunction", "qa14_Time", "qa15_Deduction",
      ].map { "babi/\($0)_train.jsonl" }
    case .directions: ["babi/qa04_IsDir_train.jsonl"]
    case .fever: ["fever_symmetric/all.jsonl"]
    case .foolmetwice: ["foolmetwice/all.jsonl"]
    case .creak: ["creak/explanation_as_fact.jsonl"]
    case .redocred: ["redocred/redocred_ndb_dev.jsonl"]
    case .knowledgenet: ["knowledgenet/facts.jsonl"]
    case .fewrel: ["fewrel/val_wiki.jsonl"]
    }
  }

  /// The sets that read a file of this name.
  public static func sets(of file: URL) -> Set<RealDataSet> {
    Set(allCases.filter { set in set.files.contains { $0.hasSuffix("/" + file.lastPathComponent) } })
  }

  /// Text written with a space around every token, put back to ordinary spacing on loading.
  var isTokenised: Bool {
    switch self {
    case .tsqa, .fever, .fewrel, .redocred: true
    default: false
    }
  }
}
