/// Which characters lie inside double quotes or round brackets that are closed again.
struct Enclosures {
  private var depth: [Int]
  private var openings: Set<Int> = []

  init(_ text: [Character]) {
    depth = [Int](repeating: 0, count: text.count)
    var stack: [(kind: Character, at: Int)] = []
    for (i, character) in text.enumerated() {
      switch character {
      case "\"":
        if let open = stack.lastIndex(where: { $0.kind == "\"" }) {
          close(&stack, open, at: i)
        } else if i == 0 || !text[i - 1].isNumber {
          // After a number it stands for inches.
          stack.append((character, i))
        }
      case "“", "(": stack.append((character, i))
      case "”": if let open = stack.lastIndex(where: { $0.kind == "“" }) { close(&stack, open, at: i) }
      case ")": if let open = stack.lastIndex(where: { $0.kind == "(" }) { close(&stack, open, at: i) }
      default: break
      }
    }
    for i in text.indices.dropFirst() { depth[i] += depth[i - 1] }
  }

  /// Whether the character lies inside some; the closing sign does not.
  func contains(_ i: Int) -> Bool { depth[i] > 0 }

  /// Whether a sign that opens and closes alike opens here.
  func opens(_ i: Int) -> Bool { openings.contains(i) }

  private mutating func close(_ stack: inout [(kind: Character, at: Int)], _ open: Int, at i: Int) {
    let begin = stack[open].at
    openings.insert(begin)
    depth[begin] += 1
    depth[i] -= 1
    stack.removeSubrange(open...)
  }
}
