/// The vocabulary as a byte trie in flat arrays, for longest-prefix matching without making strings.
///
/// An edge is one slot of an open-addressing table keyed by parent node and byte, so a step is usually one load.
struct PieceTrie: Sendable {
  /// No piece ends at this node.
  static let none: Int32 = -1

  /// Node where a piece that starts a word begins.
  static let wordStart = 0
  /// Node where a piece that continues a word (`##ing`, stored without its `##`) begins.
  static let continuation = 1

  private var edges: [Edge]
  private var mask: Int
  private var edgeCount = 0
  /// Piece id that ends at each node, or `none`.
  private var ids: [Int32] = [none, none]

  private struct Edge: Sendable {
    /// Parent node times 256 plus the byte, plus 1 so that 0 marks a free slot.
    var key: UInt64 = 0
    var child: Int = 0
  }

  /// Builds the trie of `pieces`; a piece's id is its index. Of two equal pieces the later wins, as in the reference.
  init(pieces: [String]) {
    let capacity = 1 << 12
    edges = Array(repeating: Edge(), count: capacity)
    mask = capacity - 1
    for (id, piece) in pieces.enumerated() where !piece.isEmpty {
      // By bytes: in a String, the second # and a vowel sign after it are one Character.
      let continues = piece.utf8.count > 2 && piece.utf8.starts(with: "##".utf8)
      insert(
        piece.utf8.dropFirst(continues ? 2 : 0), from: continues ? Self.continuation : Self.wordStart,
        id: Int32(truncatingIfNeeded: id))
    }
  }

  /// The child of `node` along `byte`, or nil.
  @inline(__always)
  func step(_ node: Int, _ byte: UInt8) -> Int? {
    let key = Self.key(node, byte)
    var slot = Self.hash(key) & mask
    while true {
      let edge = edges[slot]
      if edge.key == key { return edge.child }
      if edge.key == 0 { return nil }
      slot = (slot + 1) & mask
    }
  }

  /// The piece that ends at `node`, or `none`.
  @inline(__always)
  func id(at node: Int) -> Int32 { ids[node] }

  private mutating func insert(_ bytes: some Sequence<UInt8>, from root: Int, id: Int32) {
    var node = root
    for byte in bytes {
      if let child = step(node, byte) {
        node = child
      } else {
        ids.append(Self.none)
        add(Edge(key: Self.key(node, byte), child: ids.count - 1))
        node = ids.count - 1
      }
    }
    ids[node] = id
  }

  private mutating func add(_ edge: Edge) {
    edgeCount += 1
    if edgeCount * 2 > edges.count {
      let old = edges
      edges = Array(repeating: Edge(), count: old.count * 2)
      mask = edges.count - 1
      for kept in old where kept.key != 0 { place(kept) }
    }
    place(edge)
  }

  private mutating func place(_ edge: Edge) {
    var slot = Self.hash(edge.key) & mask
    while edges[slot].key != 0 { slot = (slot + 1) & mask }
    edges[slot] = edge
  }

  @inline(__always)
  private static func key(_ node: Int, _ byte: UInt8) -> UInt64 {
    UInt64(truncatingIfNeeded: node) << 8 + UInt64(byte) + 1
  }

  /// Fibonacci hashing: the high half of the product spreads keys that differ by little.
  @inline(__always)
  private static func hash(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }
}
