import Foundation

/// How a file's bytes hold sentences.
public enum DocumentFormat: String, Sendable, CaseIterable {
  case text, markdown, csv, tsv, json, jsonl

  /// By the file's extension; plain text without one; nil for one we do not know.
  public init?(path: String) {
    switch URL(fileURLWithPath: path).pathExtension.lowercased() {
    case "", "txt", "text": self = .text
    case "md", "markdown": self = .markdown
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "json": self = .json
    case "jsonl", "ndjson": self = .jsonl
    default: return nil
    }
  }
}
