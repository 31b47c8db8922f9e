import Foundation
import Testing

/// Sources/README.md names only files and folders that exist.
@Suite struct WalkTests {
  @Test func everyFileOfTheWalkExists() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources").standardizedFileURL
    let text = try String(contentsOf: sources.appending(path: "README.md"), encoding: .utf8)
    var folder = ""
    for match in text.matches(of: /`([A-Za-z\/+]+(?:\.swift|\/))`/) {
      var path = String(match.output.1)
      // A bare name lies in the folder of the file named before it.
      if path.contains("/") {
        folder = path.split(separator: "/").dropLast(path.hasSuffix("/") ? 0 : 1).joined(separator: "/")
      } else {
        path = "\(folder)/\(path)"
      }
      #expect(FileManager.default.fileExists(atPath: sources.appending(path: path).path), "\(path) is not there")
    }
  }
}
