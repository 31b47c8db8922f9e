import Foundation

/// Other programs.
enum Shell {
  /// What a program prints, trimmed; nil if it cannot be run or fails.
  static func output(_ program: String, _ arguments: [String]) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Runs a program with its output thrown away.
  ///
  /// - Throws: `BenchmarkError.failed` if it ends with anything but `accepting`.
  static func run(_ program: URL, _ arguments: [String], accepting: Set<Int32> = [0]) throws {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard accepting.contains(process.terminationStatus) else {
      throw BenchmarkError.failed(program: program.lastPathComponent, arguments, status: process.terminationStatus)
    }
  }

  /// Runs a program and hands over each line it prints as it comes.
  static func lines(_ program: URL, _ arguments: [String], _ body: (Data) throws -> Void) throws {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    var rest = Data()
    while case let data = pipe.fileHandleForReading.availableData, !data.isEmpty {
      rest += data
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        try body(Data(rest[..<end]))
        rest = Data(rest[(end + 1)...])
      }
    }
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchmarkError.failed(program: program.lastPathComponent, arguments, status: process.terminationStatus)
    }
  }
}

enum BenchmarkError: Error, CustomStringConvertible {
  case failed(program: String, [String], status: Int32)
  case missing(path: String, hint: String)
  case wrongProduct(difference: Float)

  var description: String {
    switch self {
    case .failed(let program, let arguments, let status):
      "\(program) \(arguments.joined(separator: " ")) ended with status \(status)"
    case .missing(let path, let hint): "\(path) is missing: \(hint)"
    case .wrongProduct(let difference):
      "OpenBLAS differs by \(difference) from a plain loop on this machine: its rate would mean nothing"
    }
  }
}
