import Encoder
import Foundation

/// Finds the model: `--model`, then `NEURALDB_MODEL`, then the package's own `Data/Models`.
public enum ModelLocator {
  /// - Throws: `EncoderError.missingModel` naming the place that was asked for.
  public static func locate(explicit: String? = nil) throws -> URL {
    let environment = ProcessInfo.processInfo.environment["NEURALDB_MODEL"]
    if let named = explicit ?? environment.flatMap({ $0.isEmpty ? nil : $0 }) {
      let url = URL(fileURLWithPath: named)
      guard isModel(url) else { throw EncoderError.missingModel(path: named) }
      return url
    }
    for url in packageFolders() where isModel(url) { return url }
    throw EncoderError.missingModel(path: "Data/Models")
  }

  private static func isModel(_ url: URL) -> Bool {
    FileManager.default.fileExists(atPath: ModelFolder(url).readerFile.path)
  }

  /// `Data/Models` beside this package's sources, then above the executable and the working directory.
  private static func packageFolders() -> [URL] {
    var folders: [URL] = []
    let source = URL(fileURLWithPath: #filePath)
    let executable = URL(fileURLWithPath: CommandLine.arguments.first ?? ".").resolvingSymlinksInPath()
    let working = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    for start in [source, executable, working] {
      var folder = start
      for _ in 0..<6 {
        folders.append(folder.appendingPathComponent("Data/Models"))
        folder = folder.deletingLastPathComponent()
      }
    }
    return folders
  }
}
