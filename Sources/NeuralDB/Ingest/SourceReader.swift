import Foundation

/// Reads files, folders and standard input as sentences.
public struct SourceReader: Sendable {
  /// The source of what is read from standard input: not a file that may be read again.
  public static let standardInput = "stdin"

  /// How to read; nil to tell by each file's extension, with plain text for standard input and for others.
  public var format: DocumentFormat?

  public init(format: DocumentFormat? = nil) {
    self.format = format
  }

  /// Reads each path in turn: a file; a folder, with what is in it, sorted, but for hidden files and extensions it
  /// does not know; or `-` for standard input.
  ///
  /// - Parameter sink: gets sentences and issues in order; what it throws ends the reading.
  public func read(_ paths: [String], to sink: IngestSink) throws {
    for path in paths {
      // Made absolute, an empty path would be the working directory.
      if path.isEmpty {
        try sink(.issue(IngestIssue(source: "\"\"", line: nil, message: "no such file or folder")))
      } else if path == "-" {
        try read(ByteChunks(.standardInput), source: Self.standardInput, format ?? .text, to: sink)
      } else {
        var visited = Set<String>()
        try read(path: Self.absolute(path), isNamed: true, &visited, to: sink)
      }
    }
  }

  /// Reads bytes at hand as if they were a file of that name.
  public func read(_ data: Data, source: String, to sink: IngestSink) throws {
    try read(ByteChunks(data), source: source, format ?? DocumentFormat(path: source) ?? .text, to: sink)
  }

  private func read(path: String, isNamed: Bool, _ visited: inout Set<String>, to sink: IngestSink) throws {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      // A link to nothing, of a kind that would be passed over.
      if !isNamed, DocumentFormat(path: path) == nil { return }
      return try sink(.issue(IngestIssue(source: path, line: nil, message: "no such file or folder")))
    }
    if isDirectory.boolValue { return try readFolder(path, &visited, to: sink) }
    let known = DocumentFormat(path: path)
    if !isNamed {
      // A pipe or a device in a folder would wait for ever.
      let type = try? URL(fileURLWithPath: path).resolvingSymlinksInPath().resourceValues(forKeys: [.isRegularFileKey])
      guard known != nil, type?.isRegularFile == true else { return }
    }
    if OpenFile.isOpen(path) {
      let message = "is a database that is open; 'neuraldb export' it and take in what that writes"
      return try sink(.issue(IngestIssue(source: path, line: nil, message: message)))
    }
    guard let file = FileHandle(forReadingAtPath: path) else {
      return try sink(.issue(IngestIssue(source: path, line: nil, message: "cannot be opened")))
    }
    defer { try? file.close() }
    try read(ByteChunks(file), source: path, format ?? known ?? .text, to: sink)
  }

  private func readFolder(_ path: String, _ visited: inout Set<String>, to sink: IngestSink) throws {
    // A link may lead back up.
    guard visited.insert(URL(fileURLWithPath: path).resolvingSymlinksInPath().path).inserted else { return }
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: path) } catch {
      return try sink(.issue(IngestIssue(source: path, line: nil, message: "the folder cannot be read")))
    }
    for name in names.sorted() where !name.hasPrefix(".") {
      try read(path: path + "/" + name, isNamed: false, &visited, to: sink)
    }
  }

  private func read(_ chunks: ByteChunks, source: String, _ format: DocumentFormat, to sink: IngestSink) throws {
    var lines = LineReader(source: source, chunks: chunks)
    if format == .jsonl { lines.limit = LineReader.maximumJSONLength }
    do {
      switch format {
      case .text: try TextReader.read(lines, to: sink)
      case .markdown: try MarkdownReader.read(lines, to: sink)
      case .csv: try DelimitedReader.read(lines, separator: ",", to: sink)
      case .tsv: try DelimitedReader.read(lines, separator: "\t", to: sink)
      case .json: try JSONArrayReader.read(chunks, source: source, to: sink)
      case .jsonl: try JSONLinesReader.read(lines, to: sink)
      }
    } catch let issue as IngestIssue {
      try sink(.issue(issue))
    }
  }

  /// The same file has the same name from every working directory: a fact is known by it.
  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }
}
