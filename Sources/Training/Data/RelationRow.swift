/// A sentence that states a relation between two of its phrases, or is known not to state it of anything.
struct RelationRow {
  var sentence: String
  var relation: String
  var subject: String?
  var object: String?
}

extension RelationRow {
  /// A row of KnowledgeNet.
  struct KnowledgeNet: Decodable {
    var sentence: String
    var property: String
    var subject: String?
    var object: String?
  }

  /// A row of FewRel, written token by token.
  struct FewRel: Decodable {
    var sentence: String
    var head: [String]
    var tail: [String]
    var relation: String
  }
}

extension RealData {
  func relationRows(_ set: RealDataSet) throws(RealDataError) -> [RelationRow] {
    var rows: [RelationRow] = []
    for path in set.files {
      if set == .knowledgenet {
        try read(path, as: RelationRow.KnowledgeNet.self) { (row, _) throws(RealDataError) in
          rows.append(
            RelationRow(
              sentence: row.sentence, relation: row.property, subject: row.subject, object: row.object))
        }
      } else {
        try read(path, as: RelationRow.FewRel.self) { (row, _) throws(RealDataError) in
          rows.append(
            RelationRow(
              sentence: ByteText.detokenised(row.sentence, joiningHyphens: true), relation: row.relation,
              subject: ByteText.detokenised(row.head.joined(separator: " "), joiningHyphens: true),
              object: ByteText.detokenised(row.tail.joined(separator: " "), joiningHyphens: true)))
        }
      }
    }
    return rows
  }
}
