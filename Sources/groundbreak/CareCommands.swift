// SPDX-License-Identifier: Apache-2.0
//
// `status` and `verify`: how the workers are, and whether the journal is sound.

import ArgumentParser
import Client
import Foundation
import Journal
import Pipeline
import Present
import Runtime
import SQLiteJournal
import Wire
import Workers

struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What ingest and query say of themselves.")
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
        var rows: [[TableCell]] = []
        var failure: ExitCode?
        for endpoint in [try endpoints.ingest(), try endpoints.query()] {
            do {
                let info = try Console.with(endpoint) {
                    try $0.call(
                        "sys.v1/Info", Empty(), as: InfoReply.self, within: .seconds(3))
                }
                rows.append(
                    [
                        info.service ?? "", endpoint, info.epoch ?? "",
                        info.head.map { "\($0)" } ?? "", info.cursor.map { "\($0)" } ?? "",
                        info.principal ?? "", info.today?.text ?? "",
                    ].map(TableCell.text))
            } catch let code as ExitCode {
                failure = code
            }
        }
        let table = Table(
            headers: ["service", "endpoint", "epoch", "head", "cursor", "principal", "today"],
            rows: rows)
        switch format.output {
        case .table: Console.print(table.text())
        case .csv: Console.print(table.csv)
        case .json: Console.print(table.json)
        }
        if let failure { throw failure }
    }
}

/// A question without fields.
private struct Empty: Record {
    mutating func visit<V: FieldVisitor>(_ visitor: inout V) {}
}

struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks the journal of a folder: positions, times, hashes, columns.",
        discussion: "Reads the file itself, beside a running worker if need be.")
    @Option(help: "The folder of the journal [GROUNDBREAK_DATA].")
    var data: String?
    @Option(help: "A JSON file with settings [GROUNDBREAK_CONFIG].")
    var config: String?

    func run() throws {
        guard let path = try Setting.data.value(flag: data, config: config) else {
            throw ValidationError("name the folder: --data FOLDER")
        }
        let folder = try DataFolder(path)
        do throws(JournalError) {
            let reader = try SQLiteJournalReader(path: folder.journalPath)
            let head = try reader.head
            if let flaw = try reader.verify(check: { $0.flawOfColumns() }) {
                Console.print("position \(flaw.position): \(flaw.reason)")
                throw JournalError(.corrupt, during: .read)
            }
            Console.print("sound: \(head.position) facts, epoch \(reader.epoch)")
        } catch {
            if !error.text.isEmpty { Console.say("\(error)") }
            throw ExitCode.unsound
        }
        if FileManager.default.fileExists(atPath: folder.ledgerPath) {
            try printDigest(folder)
        }
    }
}

extension Verify {
    private func printDigest(_ folder: DataFolder) throws {
        do throws(JournalError) {
            let reader = try SQLiteLedgerReader(path: folder.ledgerPath)
            let (digest, cursor) = try reader.snapshot { (view) throws(JournalError) in
                (try view.cellsDigest(), view.cursor)
            }
            let hex = digest.map { String($0, radix: 16).leftPadded(2) }.joined()
            Console.print("cellsDigest \(hex) at position \(cursor.position)")
        } catch {
            Console.say("\(error)")
            throw ExitCode.unsound
        }
    }
}

extension String {
    fileprivate func leftPadded(_ width: Int) -> String {
        String(repeating: "0", count: Swift.max(0, width - count)) + self
    }
}
