import Foundation

/// Where a user's files go (XDG base directory specification).
enum XDG {
  /// The notes of a REPL without `--db`; its folder is made.
  static func notes() throws -> String {
    try file("notes.neuraldb", variable: "XDG_DATA_HOME", fallback: ".local/share")
  }

  /// The lines typed so far; its folder is made.
  static func history() throws -> String {
    try file("history", variable: "XDG_STATE_HOME", fallback: ".local/state")
  }

  private static func file(_ name: String, variable: String, fallback: String) throws -> String {
    // A relative path is to be ignored, says the specification.
    let environment = ProcessInfo.processInfo.environment
    let set = environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
    // NSHomeDirectory looks at the password file alone.
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory()
    let base = set.map { URL(fileURLWithPath: $0) } ?? URL(fileURLWithPath: home).appending(path: fallback)
    let folder = base.appending(path: "neuraldb")
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure("\(folder.path): the folder cannot be made", .io)
    }
    return folder.appending(path: name).path
  }
}
