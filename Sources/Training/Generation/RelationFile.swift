import NeuralDB

/// A file of `Data/Relations/`, as written.
struct RelationFile: Decodable {
  var domain: String
  var pools: [String: [String]]?
  var relations: [Entry]

  struct Entry: Decodable {
    var id: String
    var kind: Relation.Kind
    var key: [String]?
    var slots: [String: Slot]
    var facts: [String]
    var negated: [String]?
    var questions: [Question]
    var descriptions: [Description]?
  }

  /// A pool's name, or an object with a type.
  enum Slot: Decodable {
    case named(String)
    case typed(Typed)

    struct Typed: Decodable {
      var type: String
      var min: Double?
      var max: Double?
      var decimals: Int?
      var units: [String]?
      var from: Int?
      var to: Int?
    }

    init(from decoder: any Decoder) throws {
      if let name = try? decoder.singleValueContainer().decode(String.self) {
        self = .named(name)
      } else {
        self = .typed(try Typed(from: decoder))
      }
    }
  }

  struct Question: Decodable {
    struct Where: Decodable {
      var slot: String
      var op: Comparator
    }

    var form: RelationQuestion.Form
    var ask: String?
    var count: Counting?
    var by: String?
    var of: String?
    var `where`: Where?
    var limit: RelationQuestion.Limit?
    var item: String?
    var op: Comparator?
    var texts: [String]
  }

  /// Of `lists.json`.
  struct List: Decodable {
    var headings: [String]
    var items: [String]
  }

  struct Description: Decodable {
    var of: String
    var texts: [String]
  }
}
