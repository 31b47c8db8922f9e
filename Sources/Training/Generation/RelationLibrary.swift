import Foundation
import NeuralDB

/// Everything under `Data/Relations/`: relations, pools of names, and what is held out of training.
///
/// ```swift
/// let library = try RelationLibrary(folder: URL(filePath: "Data/Relations"))
/// var generator = DatabaseGenerator(library: library, mode: .train, seed: 1)
/// let database = generator.next()
/// ```
public struct RelationLibrary: Sendable {
  /// Faults that were passed over.
  public internal(set) var issues: [RelationIssue] = []
  /// In order of file name, then as in the file.
  var relations: [Relation] = []
  /// Values by key: a pool's name, or `domain:name` for a pool of one file.
  var pools: [String: [String]] = [:]
  var firstNames: [String] = []
  var lastNames: [String] = []
  var split: Split
  /// Groups of relations too alike for one database.
  var conflicts: [Set<String>] = []

  /// Domains that have a relation, in order of file name.
  public var domains: [String] {
    relations.reduce(into: []) { if $0.last != $1.domain { $0.append($1.domain) } }
  }

  /// - Parameter folder: `Data/Relations/`.
  /// - Throws: `RelationError` when a file cannot be read, is not JSON of the described form, or nothing is left to
  ///   use. Faults of single templates are collected in `issues`.
  public init(folder: URL) throws {
    split = try Split(contentsOf: folder.appending(path: "held-out.json"))
    conflicts = try Self.decode([Set<String>].self, from: folder.appending(path: "conflicts.json"))
    try loadPools(folder)
    let lists = try Self.decode([String: [RelationFile.List]].self, from: folder.appending(path: "lists.json"))
    let aside: Set<String> = ["held-out.json", "conflicts.json", "lists.json"]
    for file in try Self.files(in: folder, extension: "json") where !aside.contains(file.lastPathComponent) {
      load(try Self.decode(RelationFile.self, from: file), file: file.lastPathComponent, lists: lists)
    }
    if relations.isEmpty { throw RelationError.noRelations(folder: folder.path) }
  }

  /// The values of a pool that training may use, or those it may not.
  func values(of pool: String, unseen: Bool) -> [String] {
    let all = pools[pool] ?? []
    let part = all.filter { split.isUnseen(value: $0) == unseen }
    return part.isEmpty ? all : part
  }

  private mutating func loadPools(_ folder: URL) throws {
    let poolFolder = folder.appending(path: "Pools")
    for file in try Self.files(in: poolFolder, extension: "txt") {
      let lines = String(decoding: try Self.read(file), as: UTF8.self).split(whereSeparator: \.isNewline)
      pools[file.deletingPathExtension().lastPathComponent] = Self.unique(
        lines.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty })
    }
    guard let first = pools.removeValue(forKey: "first_names") else {
      throw RelationError.missingPool(name: "first_names", folder: folder.path)
    }
    guard let last = pools.removeValue(forKey: "last_names") else {
      throw RelationError.missingPool(name: "last_names", folder: folder.path)
    }
    firstNames = first
    lastNames = last
  }

  static func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0.lowercased()).inserted }
  }

  static func decode<T: Decodable>(_ type: T.Type, from file: URL) throws -> T {
    let data = try read(file)
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      throw RelationError.malformed(path: file.path, reason: "\(error)")
    }
  }

  private static func read(_ file: URL) throws -> Data {
    do {
      return try Data(contentsOf: file)
    } catch {
      throw RelationError.unreadable(path: file.path, reason: error.localizedDescription)
    }
  }

  private static func files(in folder: URL, extension suffix: String) throws -> [URL] {
    do {
      // By path: by URL nothing is listed behind a symbolic link.
      return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        .map { folder.appending(path: $0) }.filter { $0.pathExtension == suffix }
    } catch {
      throw RelationError.unreadable(path: folder.path, reason: error.localizedDescription)
    }
  }
}
