// SPDX-License-Identifier: Apache-2.0
//
// `outbox`: what waits and what was set aside; `outbox send`: delivers it; `outbox retry`: puts what
// was set aside back.

import ArgumentParser
import Client
import Foundation
import Pipeline
import Present
import Wire

struct OutboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: "Facts that are kept until ingest has them.",
        subcommands: [List.self, Send.self, Retry.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What waits, in the order of delivery, and what was set aside.")
        @OptionGroup var outbox: OutboxOptions
        @Option(help: "A JSON file with settings [GROUNDBREAK_CONFIG].")
        var config: String?
        @OptionGroup var format: OutputOptions
    }

    struct Send: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delivers what waits, in order.",
            discussion: "Exits with 6 while something waits, with 1 if something was set aside.")
        @OptionGroup var outbox: OutboxOptions
        @Option(help: "How long to try, as 30s, 5m or 2h.")
        var wait = Span(.seconds(30))
        @OptionGroup var endpoints: EndpointOptions
        @OptionGroup var format: OutputOptions
    }

    struct Retry: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Puts what was set aside back, behind what waits; sends nothing.")
        @Argument(help: "The numbers of the parcels; by default all.")
        var numbers: [Int64] = []
        @OptionGroup var outbox: OutboxOptions
        @Option(help: "A JSON file with settings [GROUNDBREAK_CONFIG].")
        var config: String?
        @OptionGroup var format: OutputOptions
    }
}

extension OutboxOptions {
    fileprivate func required(config: String?) throws -> String {
        guard let path = try folder(config: config) else {
            throw ValidationError("name the folder: --outbox FOLDER")
        }
        return path
    }
}

extension OutboxCommand.Send {
    func run() throws {
        let post = Post(
            folder: try outbox.required(config: endpoints.config),
            endpoint: try endpoints.ingest(), format.language)
        var journaled = 0
        var aside = 0
        let left = try post.deliver(try post.open(), within: wait.duration) { delivery in
            if case .setAside = delivery { aside += 1 } else { journaled += 1 }
            post.report(delivery)
        }
        Console.say(
            Wording(
                "\(journaled) 号已入账，\(aside) 号搁置，\(left) 号等待",
                "\(journaled) journaled, \(aside) set aside, \(left) waiting")[format.language])
        if left > 0 {
            Console.say(
                Wording(
                    "时限内未能全部报送；等待的事实仍保存着，再次执行即可继续",
                    "not all was taken in time; what waits is still kept, run this again")[
                        format.language])
            throw ExitCode.kept
        }
        if aside > 0 { throw ExitCode.refused }
    }
}

extension OutboxCommand.Retry {
    func run() throws {
        let folder = try outbox.required(config: config)
        var (found, back) = (0, 0)
        var torn: ExitCode?
        do throws(OutboxError) {
            let outbox = try Outbox(folder: folder)
            for kept in try outbox.setAside()
            where numbers.isEmpty || numbers.contains(kept.number) {
                found += 1
                do throws(OutboxError) {
                    try outbox.putBack(kept)
                    back += 1
                } catch  where error.kind == .damaged {
                    torn = Console.explain(error)
                }
            }
        } catch {
            throw Console.explain(error)
        }
        Console.say(
            Wording("\(back) 号放回等待", "\(back) put back")[
                format.language])
        if let torn { throw torn }
        if found < numbers.count { throw ExitCode.noSuchThing }
    }
}

extension OutboxCommand.List {
    func run() throws {
        let folder = try outbox.required(config: config)
        let isChinese = format.language == .zh
        do throws(OutboxError) {
            let outbox = try Outbox(folder: folder)
            var rows: [[TableCell]] = []
            for kept in try outbox.waiting() {
                rows.append(row(kept, isChinese ? "等待" : "waiting", outbox, nil))
            }
            for kept in try outbox.setAside() {
                let reason = try outbox.reason(of: kept)
                rows.append(row(kept, isChinese ? "搁置" : "set aside", outbox, reason))
            }
            show(
                Table(
                    headers: isChinese
                        ? ["编号", "状态", "事实", "内容", "原因"]
                        : ["number", "state", "facts", "content", "reason"],
                    rows: rows))
        } catch {
            throw Console.explain(error)
        }
    }

    private func show(_ table: Table) {
        switch format.output {
        case .table: Console.print(table.text())
        case .csv: Console.print(table.csv)
        case .json: Console.print(table.json)
        }
    }

    /// A damaged file has a row, too, with its name.
    private func row(
        _ kept: KeptParcel, _ state: String, _ outbox: Outbox, _ reason: String?
    ) -> [TableCell] {
        do throws(OutboxError) {
            let facts = try outbox.facts(of: kept)
            let first = facts.first.flatMap(\.self)
            let words = [first?.content?.kind.name, first?.subject].compactMap(\.self)
            let more = facts.count > 1 ? " …" : ""
            return [
                "\(kept.number)", state, "\(facts.count)", words.joined(separator: " ") + more,
                reason ?? "",
            ].map(TableCell.text)
        } catch {
            return ["\(kept.number)", state, "", kept.name, reason ?? error.description]
                .map(TableCell.text)
        }
    }
}
