// SPDX-License-Identifier: Apache-2.0
//
// The bulletin as Markdown: CommonMark with the tables and footnotes of GitHub's.
//
// Each number is followed by a footnote with the command that gives it again; numbers of one question
// share it. Words of people (names of units, of issuers) may hold any character and act on nothing.

extension Bulletin {
    /// UTF-8 text, lines ending in a line feed.
    ///
    /// - Parameter chartNames: where the charts' SVG lie beside the text, in the order of `charts`;
    ///   a chart without one is told by its title and its summary.
    public func markdown(chartNames: [String] = []) -> String {
        let writer = MarkdownWriter(sources)
        var parts = ["# \(writer.escaped(title))", writer.escaped(dateline)]
        var names = chartNames[...]
        for block in blocks {
            switch block {
            case .heading(let words): parts.append("## \(writer.escaped(words))")
            case .paragraph(let prose): parts.append(writer.text(prose))
            case .table(let table): parts.append(writer.text(table))
            case .chart(let chart): parts.append(writer.text(chart, in: names.popFirst()))
            case .notes(let notes):
                parts.append(notes.map { "- \(writer.text($0))" }.joined(separator: "\n"))
            }
        }
        if !sources.isEmpty {
            parts.append("## \(Bulletin.sourcesHeading[language])")
            parts.append(writer.footnotes)
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    static let sourcesHeading = Wording("依据", "Sources")
}

private struct MarkdownWriter {
    let sources: [FigureQuestion]
    let numbers: [FigureQuestion: Int]

    init(_ sources: [FigureQuestion]) {
        self.sources = sources
        numbers = Dictionary(uniqueKeysWithValues: zip(sources, 1...))
    }

    func escaped(_ words: String) -> String {
        var result = ""
        for scalar in words.unicodeScalars {
            switch scalar {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "&", "#":
                result += "\\"
                result.unicodeScalars.append(scalar)
            case "\n", "\r", "\t": result += " "
            case _ where scalar.isControl: result += "?"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    func text(_ prose: Prose) -> String {
        prose.runs.map { run in
            switch run {
            case .words(let words): escaped(words)
            case .number(let number):
                escaped(number.shown) + (numbers[number.question].map { "[^\($0)]" } ?? "")
            }
        }.joined()
    }

    func text(_ table: BulletinTable) -> String {
        func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
        let ruler = table.alignment.map { $0 == .right ? "---:" : "---" }
        let lines =
            [line(table.headers.map(escaped)), line(ruler)]
            + table.rows.map { line($0.map(text)) }
        return "**\(escaped(table.caption))**\n\n" + lines.joined(separator: "\n")
    }

    func text(_ chart: BulletinChart, in name: String?) -> String {
        guard let name else { return "*\(escaped(chart.title))* \(escaped(chart.summary))" }
        return "![\(escaped(chart.title))](<\(name.replacing(">", with: "%3E"))>)"
    }

    var footnotes: String {
        sources.enumerated().map { index, question in
            let command = question.command
            let fence = command.contains("`") ? "``" : "`"
            return "[^\(index + 1)]: \(fence)\(command)\(fence)"
        }.joined(separator: "\n")
    }
}
