// SPDX-License-Identifier: Apache-2.0
//
// The bulletin as one HTML page that prints on A4: no script, nothing from outside, charts inside.
//
// Each number is a `data` element whose `data-question` is the command that gives it again, with a small
// number that leads to the printed list of sources at the end.

extension Bulletin {
    /// A whole page, UTF-8.
    public var html: String {
        let writer = HTMLWriter(sources, language)
        let body = blocks.map { block in
            switch block {
            case .heading(let words): "<h2>\(Markup.escaped(words))</h2>"
            case .paragraph(let prose): "<p>\(writer.text(prose))</p>"
            case .table(let table): writer.text(table)
            case .chart(let chart): "<figure>\n\(chart.svg(isInline: true))</figure>"
            case .notes(let notes):
                "<ul class=\"notes\">\n"
                    + notes.map { "<li>\(writer.text($0))</li>\n" }.joined() + "</ul>"
            }
        }
        let head = """
            <!DOCTYPE html>
            <html lang="\(language == .zh ? "zh-CN" : "en")">
            <head>
            <meta charset="utf-8">
            <title>\(Markup.escaped(title))</title>
            <style>
            \(Bulletin.style)
            </style>
            </head>
            <body>
            <h1>\(Markup.escaped(title))</h1>
            <p class="dateline">\(Markup.escaped(dateline))</p>

            """
        return head + body.joined(separator: "\n") + "\n" + writer.sourcesList
            + "</body>\n</html>\n"
    }

    /// A4 as offices set it: margins of 公文 rounded, tables that repeat their head on each page.
    private static let style = """
        @page { size: A4; margin: 25mm 22mm 22mm 24mm; }
        html { background: #fff; color: #111; }
        body { margin: 0 auto; max-width: 164mm; font-family: "Noto Serif CJK SC", \
        "Source Han Serif SC", "Songti SC", SimSun, serif; font-size: 11.5pt; line-height: 1.75; }
        h1 { margin: 0 0 2mm; text-align: center; font-size: 19pt; line-height: 1.35; }
        h2 { margin: 7mm 0 2mm; font-size: 13.5pt; break-after: avoid; }
        p { margin: 0 0 3mm; text-align: justify; }
        :lang(zh) p { text-indent: 2em; }
        p.dateline { margin-bottom: 6mm; text-align: center; text-indent: 0; color: #444; \
        font-size: 10pt; }
        table { width: 100%; margin: 2mm 0 5mm; border-collapse: collapse; font-size: 9.5pt; \
        line-height: 1.4; }
        caption { padding: 0 0 1.5mm; font-weight: bold; text-align: left; break-after: avoid; }
        thead { display: table-header-group; }
        tr { break-inside: avoid; }
        tbody tr:first-child { break-before: avoid; }
        th, td { padding: 1mm 1.6mm; border-bottom: 0.2mm solid #999; text-align: left; \
        vertical-align: top; }
        thead th { border-top: 0.5mm solid #111; border-bottom: 0.3mm solid #111; }
        tbody tr:last-child td { border-bottom: 0.5mm solid #111; }
        .right { text-align: right; font-variant-numeric: tabular-nums; }
        td.right { white-space: nowrap; }
        td:not(.right) { min-width: 4.5em; }
        table.wide { font-size: 8pt; }
        table.wide th, table.wide td { padding: 1mm 0.7mm; }
        table.wide td.right { white-space: normal; word-break: keep-all; }
        sup { margin-left: 0.3mm; font-size: 6.5pt; line-height: 0; }
        sup a { color: #777; text-decoration: none; }
        figure { margin: 2mm 0 5mm; break-inside: avoid; }
        figure svg { display: block; width: 100%; height: auto; }
        ul.notes { padding-left: 5mm; font-size: 10pt; line-height: 1.55; }
        ol.sources { padding-left: 9mm; font-size: 7pt; line-height: 1.4; }
        ol.sources code { font-family: "Noto Sans Mono CJK SC", monospace; overflow-wrap: anywhere; }
        """
}

private struct HTMLWriter {
    let sources: [FigureQuestion]
    let numbers: [FigureQuestion: Int]
    let language: Language

    init(_ sources: [FigureQuestion], _ language: Language) {
        self.sources = sources
        numbers = Dictionary(uniqueKeysWithValues: zip(sources, 1...))
        self.language = language
    }

    func text(_ prose: Prose) -> String {
        prose.runs.map { run in
            switch run {
            case .words(let words): Markup.escaped(words)
            case .number(let number): text(number)
            }
        }.joined()
    }

    private func text(_ number: QuotedNumber) -> String {
        // A word joiner: no line ends between a number and its source.
        let source = numbers[number.question].map {
            "&#8288;<sup><a href=\"#source-\($0)\">\($0)</a></sup>"
        }
        let question = Markup.escaped(number.question.command)
        return "<data data-question=\"\(question)\">\(Markup.escaped(number.shown))</data>"
            + (source ?? "")
    }

    func text(_ table: BulletinTable) -> String {
        func row(_ name: String, _ cells: [String]) -> String {
            let cells = zip(table.alignment, cells).map { alignment, cell in
                "<\(name)\(alignment == .right ? " class=\"right\"" : "")>\(cell)</\(name)>"
            }
            return "<tr>\(cells.joined())</tr>\n"
        }
        let isWide = table.headers.count > 8
        return
            "<table\(isWide ? " class=\"wide\"" : "")>\n<caption>\(Markup.escaped(table.caption))</caption>\n<thead>\n"
            + row("th", table.headers.map(Markup.escaped)) + "</thead>\n<tbody>\n"
            + table.rows.map { row("td", $0.map(text)) }.joined() + "</tbody>\n</table>"
    }

    var sourcesList: String {
        guard !sources.isEmpty else { return "" }
        let items = sources.enumerated().map { index, question in
            "<li id=\"source-\(index + 1)\"><code>\(Markup.escaped(question.command))</code></li>\n"
        }
        return "<h2>\(Bulletin.sourcesHeading[language])</h2>\n<ol class=\"sources\">\n"
            + items.joined() + "</ol>\n"
    }
}

/// Text inside elements and quoted attributes of HTML and XML.
enum Markup {
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t", "\n", "\r": result += " "
            // XML has no place for the others, and marks of direction would reorder a number.
            case _ where scalar.isControl: result += "?"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
