import ArgumentParser
import Foundation
import Testing

@testable import REPL

/// Whoever adds a verb documents it.
@Suite struct DocumentationTests {
  static let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../README.md").standardizedFileURL

  /// A loop, since a key path through the commands' types crashes the compiler of Swift 6.3.
  static var verbs: [(name: String, abstract: String)] {
    var verbs: [(name: String, abstract: String)] = []
    for verb in NeuralDBCommand.configuration.subcommands {
      let configuration = verb.configuration
      verbs.append((configuration.commandName ?? "", configuration.abstract))
    }
    return verbs
  }

  @Test func readmeNamesEveryVerb() throws {
    let text = try String(contentsOf: Self.readme, encoding: .utf8)
    for (name, _) in Self.verbs {
      #expect(text.contains("`neuraldb \(name)"), "README.md does not document \(name)")
    }
  }

  @Test func readmeDocumentsNoVerbThatIsNotThere() throws {
    let text = try String(contentsOf: Self.readme, encoding: .utf8)
    let names = Set(Self.verbs.map(\.name))
    for match in text.matches(of: /\| `neuraldb ([a-z]+)/) {
      #expect(names.contains(String(match.output.1)), "README.md documents \(match.output.1)")
    }
  }

  @Test func readmeNamesEveryLineOfTheREPL() throws {
    let text = try String(contentsOf: Self.readme, encoding: .utf8)
    for verb in ReplVerb.allCases {
      let usage = verb.usage.replacingOccurrences(of: "|", with: "\\|")
      #expect(text.contains("| `\(usage)` |"), "README.md does not document \(usage)")
      #expect(ReplVerb.listing.contains(verb.usage))
    }
  }

  @Test func helpListsEveryVerb() throws {
    let place = try Workplace()
    defer { place.remove() }
    let help = try place.run(["--help"])
    #expect(help.code == 0)
    #expect(help.messages.isEmpty)
    for (name, abstract) in Self.verbs {
      #expect(help.output.contains(" \(name) "), "--help does not list \(name)")
      #expect(!abstract.isEmpty, "\(name) does not say what it does")
      #expect(try place.run([name, "--help"]).code == 0)
    }
  }
}
