// SPDX-License-Identifier: Apache-2.0
//
// `check`: holds the numbers of a text against the ledger.
//
// The text is read first (`Speech`), then the front is asked what its words name, all of the knowledge of
// the first answer. What was found is judged here, on the asker's machine; the text goes nowhere.

import ArgumentParser
import Client
import Foundation
import Pipeline
import Present
import Rollup
import Speech
import Wire

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Which numbers of a text the ledger reproduces, and which it does not.",
        discussion: """
            Reads a paragraph in Chinese or English and says of each number: reproduced, different, \
            ambiguous, not found where no measure of the ledger fits its words, or not judged \
            where the words are not understood well enough. Years, days, \
            ordinals, durations and tables are passed over. The exit code is 7 when a number is \
            different or ambiguous.
            """)

    @Argument(help: "The text, UTF-8; - reads standard input.", completion: .file())
    var file: String
    @Option(help: "The unit's code; not needed where the tree has one root.")
    var unit: String?
    @Option(help: "The day of numbers that name none; by default the text's first span.")
    var asOf: String?
    @OptionGroup var past: KnownAtOptions
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
        let text = try self.text()
        var question = ProgressRequest()
        question.unit = try parsed(unit, UnitCode.self, "--unit")
        question.asOf = try parsed(asOf, CivilDay.self, "--as-of")
        question.knownAt = try past.choice()
        question.language = format.language.choice
        let verdicts = try Console.with(try endpoints.query()) {
            try SpeechInquiry.verdicts(on: text, question, format.language, from: $0)
        }
        Printing.verdicts(verdicts, format)
        if verdicts.contains(where: { $0.kind == .different || $0.kind == .ambiguous }) {
            throw ExitCode.notReproduced
        }
    }

    /// Says what of a text is too much.
    static func tooMuch(_ what: String) -> ExitCode {
        Console.say("the text has \(what): check it in parts")
        return .unreadable
    }

    private func text() throws -> String {
        do {
            let data =
                file == "-"
                ? try FileHandle.standardInput.readToEnd() ?? Data()
                : try Data(contentsOf: URL(fileURLWithPath: file))
            guard let text = String(validating: data, as: UTF8.self) else {
                Console.say("\(file) is no UTF-8 text")
                throw ExitCode.unreadable
            }
            guard data.count <= SpeechReader.bytesMax else {
                throw Self.tooMuch("more than \(SpeechReader.bytesMax / 1024) KiB")
            }
            return text.unicodeScalars.first == "\u{FEFF}"
                ? String(text.unicodeScalars.dropFirst()) : text
        } catch let error as ExitCode {
            throw error
        } catch {
            Console.say("\(file) can't be read: \(error.localizedDescription)")
            throw ExitCode.unreadable
        }
    }
}

/// Asks the front what a text speaks of.
enum SpeechInquiry {
    static func verdicts(
        on text: String, _ question: ProgressRequest, _ language: Language,
        from client: borrowing Client
    ) throws -> [SpokenVerdict] {
        let first = try client.call("query.v1/Progress", question, as: ProgressReply.self)
        guard let asking = Asking(question, first, language), let asOf = first.asOf else {
            Console.say("the answer names no knowledge")
            throw ExitCode.noSuchThing
        }
        var request = UnitsRequest()
        (request.asOf, request.knownAt) = (asOf, asking.question.knownAt)
        let units = try client.call("query.v1/Units", request, as: UnitsReply.self).units
        let reader = SpeechReader(
            asOf: asOf, isDayGiven: question.asOf != nil,
            units: units.compactMap { unit in
                unit.name.flatMap { name in unit.unit.map { (name, $0) } }
            }, indicators: indicators(asking.answered(first.figures, of: first.unit)))
        let statements = reader.statements(in: text)
        guard statements.count <= SpeechReader.numbersMax else {
            throw CheckCommand.tooMuch("more than \(SpeechReader.numbersMax) numbers")
        }
        let inquiries = Set(statements.flatMap(\.readings).map(\.inquiry))
        guard inquiries.count <= SpeechReader.questionsMax else {
            throw CheckCommand.tooMuch(
                "more than \(SpeechReader.questionsMax) units, days and thresholds")
        }
        var answers: [Inquiry: [AnsweredFigure]] = [:]
        for inquiry in inquiries {
            answers[inquiry] = try figures(inquiry, asking, from: client)
        }
        let judge = SpeechJudge(answers: answers, language: language)
        return statements.map(judge.verdict)
    }

    /// What the ledger calls the indicators that it has.
    private static func indicators(
        _ figures: [AnsweredFigure]
    ) -> [(word: String, measure: Measure)] {
        figures.compactMap { figure in
            guard figure.name == .indicator, let measure = figure.measure else { return nil }
            return (figure.label, measure)
        }
    }

    private static func figures(
        _ inquiry: Inquiry, _ asking: Asking, from client: borrowing Client
    ) throws -> [AnsweredFigure] {
        var question = asking.question
        question.unit = inquiry.unit ?? question.unit
        (question.asOf, question.threshold) = (inquiry.asOf, inquiry.threshold)
        var entities = EntitiesRequest()
        (entities.unit, entities.asOf) = (question.unit, inquiry.asOf)
        (entities.knownAt, entities.language) = (question.knownAt, question.language)
        let reply = try client.call("query.v1/Progress", question, as: ProgressReply.self)
        let told = try client.call("query.v1/Entities", entities, as: EntitiesReply.self)
        let progress = asking.answered(reply.figures, of: reply.unit)
        let flows = asking.answered(told).flatMap(\.figures).filter { figure in
            figure.category != nil || !progress.contains { $0.name == figure.name }
        }
        return progress + flows
    }
}

extension Printing {
    static func verdicts(_ verdicts: [SpokenVerdict], _ format: OutputOptions) {
        let language = format.language
        let isChinese = language == .zh
        let isTable = format.output == .table
        var headers =
            isChinese
            ? ["行", "列", "数", "上下文", "结论", "台账", "说明"]
            : ["line", "column", "number", "words around", "verdict", "ledger", "remarks"]
        headers.insert(isChinese ? "序号" : "no.", at: 0)
        if !isTable { headers.append(isChinese ? "问题" : "question") }
        let rows = verdicts.enumerated().map { index, verdict -> [TableCell] in
            let number = verdict.statement.number
            let cells: [TableCell] = [
                .number("\(index + 1)"), .number("\(number.line)"), .number("\(number.column)"),
                .text(number.written), .text(verdict.statement.context),
                .text(verdict.kind.words(in: language)), .text(verdict.ledger(in: language)),
                .text(verdict.remark(in: language)),
            ]
            return cells + (isTable ? [] : [.text(questions(of: verdict).joined(separator: "; "))])
        }
        let table = Table(headers: headers, rows: rows)
        switch format.output {
        case .csv: return Console.print(table.csv)
        case .json: return Console.print(table.json)
        case .table: Console.print(table.text())
        }
        for (index, verdict) in verdicts.enumerated() {
            for question in questions(of: verdict) { Console.print("\(index + 1)  \(question)") }
        }
        Console.print(closing(verdicts, language))
    }

    /// The commands that give the ledger's side.
    private static func questions(of verdict: SpokenVerdict) -> [String] {
        let shown =
            verdict.kind == .ambiguous ? verdict.answers : [verdict.answer].compactMap(\.self)
        return shown.map(\.figure.question.command)
    }

    /// How many of each, and what to do next.
    private static func closing(_ verdicts: [SpokenVerdict], _ language: Language) -> String {
        let isChinese = language == .zh
        func count(_ kind: SpokenVerdict.Kind) -> Int { verdicts.count { $0.kind == kind } }
        let counts = SpokenVerdict.Kind.allCases.map { kind in
            isChinese
                ? "\(kind.words(in: language)) \(count(kind)) 个"
                : "\(count(kind)) \(kind.words(in: language))"
        }.joined(separator: isChinese ? "，" : ", ")
        var lines = [
            isChinese ? "共 \(verdicts.count) 个数：\(counts)" : "\(verdicts.count) numbers: \(counts)"
        ]
        if count(.different) > 0 {
            lines.append(
                isChinese
                    ? "不符的：用上面的 explain 看台账依据，改文字，或补报、更正台账。"
                    : "different: see what the ledger rests on by `explain` above; mend the text, or the ledger."
            )
        }
        if count(.ambiguous) > 0 {
            lines.append(
                isChinese
                    ? "有歧义的：在文字中写明所指（如“38个项目总投资8.29亿元”）。"
                    : "ambiguous: say in the text of what it is (“the 38 projects' total investment”)."
            )
        }
        if count(.notJudged) > 0 {
            lines.append(
                isChinese
                    ? "未判断的：见说明；请按台账口径改写，或自行核对。"
                    : "not judged: see the remarks; say it in the ledger's words, or check it by hand."
            )
        }
        if count(.notFound) > 0 {
            lines.append(
                isChinese
                    ? "无对应指标的：台账不能证实，请另附依据。"
                    : "not found: the ledger can't prove it; give another source.")
        }
        return lines.joined(separator: "\n")
    }
}
