/// Which characters lie inside double quotes or round brackets that are closed again.
struct Enclosures {
  private var depth: [Int]
  private var openings: Set<Int> = []
  /// How many of each kind are open: without it, a line of nothing but signs that close would be searched over and over.
  private var open: [Character: Int] = [:]

  init(_ text: [Character]) {
    depth = [Int](repeating: 0, count: text.count)
    var stack: [(kind: Character, at: Int)] = []
    for (i, character) in text.enumerated() {
      switch character {
      case "\"":
        if let last = last("\"", in: stack) {
          close(&stack, last, at: i)
        } else if i == 0 || !text[i - 1].isNumber {
          // After a number it stands for inches.
          push(&stack, character, at: i)
        }
      case "“", "(": push(&stack, character, at: i)
      case "”": if let last = last("“", in: stack) { close(&stack, last, at: i) }
      case ")": if let last = last("(", in: stack) { close(&stack, last, at: i) }
      default: break
      }
    }
    for i in text.indices.dropFirst() { depth[i] += depth[i - 1] }
  }

  /// Whether the character lies inside some; the closing sign does not.
  func contains(_ i: Int) -> Bool { depth[i] > 0 }

  /// Whether a sign that opens and closes alike opens here.
  func opens(_ i: Int) -> Bool { openings.contains(i) }

  private mutating func push(_ stack: inout [(kind: Character, at: Int)], _ kind: Character, at i: Int) {
    stack.append((kind, i))
    open[kind, default: 0] += 1
  }

  private func last(_ kind: Character, in stack: [(kind: Character, at: Int)]) -> Int? {
    open[kind, default: 0] > 0 ? stack.lastIndex { $0.kind == kind } : nil
  }

  private mutating func close(_ stack: inout [(kind: Character, at: Int)], _ last: Int, at i: Int) {
    let begin = stack[last].at
    openings.insert(begin)
    depth[begin] += 1
    depth[i] -= 1
    for sign in stack[last...] { open[sign.kind, default: 0] -= 1 }
    stack.removeSubrange(last...)
  }
}
