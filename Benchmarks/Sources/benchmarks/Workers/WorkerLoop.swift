import Foundation

/// The other end of `peers.py`: a process that is told line by line what to do, so that it and others take turns.
///
/// `run` answers with the seconds that one round took; `save FILE` writes what the last round made. It first prints
/// `ready` with its peak memory in bytes.
struct WorkerLoop<Result> {
  var round: () throws -> Result
  var save: (Result, URL) throws -> Void

  func start() throws {
    var last = try round()
    say("ready \(Machine.peakMemory)")
    while let line = readLine() {
      let words = line.split(separator: " ", maxSplits: 1)
      switch words.first {
      case "run": say("\(try Samples.seconds { last = try round() }) \(Machine.peakMemory)")
      case "save" where words.count == 2:
        try save(last, URL(fileURLWithPath: String(words[1])))
        say("saved")
      default: say("unknown")
      }
    }
  }

  private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
