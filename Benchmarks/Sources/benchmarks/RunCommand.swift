import ArgumentParser
import Foundation

/// Runs sections, each in a process of its own: its peak memory is its own then, and one core and two are the same code.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Measure, print a table and write it as JSON.",
    discussion: "About two minutes; --effort full goes up to a million facts and takes far longer.")

  @Option(help: "smoke, quick or full.")
  var effort = Effort.quick

  @Flag(help: "The same as --effort full.")
  var full = false

  @Option(
    parsing: .upToNextOption,
    help: "Only these sections: \(SectionName.allCases.map(\.rawValue).joined(separator: ", ")).")
  var only: [SectionName] = []

  @Option(help: ArgumentHelp("Write the rows, stamped with revision and machine.", valueName: "file"))
  var json: String?

  @Option(help: ArgumentHelp("The built command, for the start-up section.", valueName: "file"))
  var neuraldb = Self.repository.appendingPathComponent(".build/release/neuraldb").path

  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  func run() throws {
    let effort = full ? .full : effort
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("neuraldb-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    var report = Report(machine: .current(repository: Self.repository), effort: effort)
    let machine = report.machine
    say(
      "\(machine.cpu), \(machine.cores) cores, OpenBLAS \(machine.openBLAS), load \(Row.figure(machine.load)), "
        + "revision \(machine.revision)\(machine.modified ? " with changes" : "")")
    say("section    what                     cores size  figures")
    for name in only.isEmpty ? SectionName.allCases : only {
      for (cores, size) in name.parts(effort) {
        var arguments = ["section", name.rawValue, "--effort", effort.rawValue, "--cores", "\(cores)"]
        arguments += ["--scratch", scratch.path, "--neuraldb", neuraldb]
        if let size { arguments += ["--size", "\(size)"] }
        try Shell.lines(Self.executable, arguments) { line in
          let row = try JSONDecoder().decode(Row.self, from: line)
          report.rows.append(row)
          say(row.line)
        }
        if let json { try report.write(to: URL(fileURLWithPath: json)) }
      }
    }
  }

  private static var executable: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
  }

  /// Straight to the terminal or file: a row is seen when it is there.
  private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
