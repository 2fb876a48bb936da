// SPDX-License-Identifier: Apache-2.0
//
// `log KIND`: one fact from the command line. Fields of the kind are `--set NAME=VALUE`, by the names
// of the schema.

import ArgumentParser
import Pipeline

struct Log: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Logs one fact.",
        discussion: "Kinds: " + kinds.joined(separator: ", "))

    private static let kinds = FactKind.allCases.map(\.name)

    @Argument(help: "The kind of the fact.", completion: .list(kinds))
    var kind: String
    @Option(help: "The project or unit that the fact speaks of.")
    var subject: String?
    @Option(help: "The unit that reports.")
    var unit: String?
    @Option(help: "The day on which it was true, as 2024-06-30.")
    var on: String?
    @Option(name: .customLong("set"), help: "A field of the kind: NAME=VALUE. May be repeated.")
    var fields: [String] = []
    @Option(help: "A remark that stays with the fact.")
    var note: String?
    @OptionGroup var options: LogOptions

    func run() throws {
        guard let kind = FactKind(name: kind) else {
            throw ValidationError("no kind “\(kind)”; see groundbreak log --help")
        }
        var words = [("id", options.factID)]
        for (name, value) in [
            ("subject", subject), ("unit", unit), ("effectiveOn", on), ("note", note),
        ] {
            if let value { words.append((name, value)) }
        }
        if fields.isEmpty { words.insert((kind.name, ""), at: 0) }
        words += try options.fields(fields, below: kind.name)
        var fact = Fact()
        try options.assign(words, to: &fact)
        try options.log(fact)
    }
}
