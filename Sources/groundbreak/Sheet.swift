// SPDX-License-Identifier: Apache-2.0
//
// One file of an import from its bytes to the comparison with what is journaled, and the walk through
// the journal that the comparison needs.

import ArgumentParser
import Client
import Crypto
import Foundation
import Ledgers
import Pipeline
import Wire

/// A file that was read.
struct Sheet {
    let path: String
    let reader: LedgerReader
    let reading: LedgerReading
    /// Uncompared, all facts are new.
    var plan: LedgerPlan

    init(path: String, reader: LedgerReader, reading: LedgerReading) {
        (self.path, self.reader, self.reading) = (path, reader, reading)
        plan = LedgerPlan()
        plan.new = reading.facts
    }

    mutating func compare(with journaled: JournaledLedgers, _ options: LedgerSyncOptions) {
        plan = reader.plan(
            reading, against: journaled.state(of: reader.ledger), options: options
        ) { $0.encoded(as: .protobuf) }
    }

    func sends(corrections: Bool) -> Bool {
        !plan.new.isEmpty || corrections && !plan.corrections.isEmpty
    }

    /// The cells of a row by heading, as one line.
    func cells(ofRow number: Int64) -> String {
        // Every row of the sheet has a report, but those of headings.
        let rows = reading.rows
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].number < number { low = middle + 1 } else { high = middle }
        }
        guard low < rows.count, rows[low].number == number else { return "" }
        return reading.file.texts(of: rows[low]).map { "\($0.heading)=\($0.text)" }
            .joined(separator: "; ")
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            Console.say("\(path) can't be read")
            throw ExitCode.unreadable
        }
        return Array(data)
    }

    static func ledgerName(_ path: String) -> String {
        let file = URL(fileURLWithPath: path).lastPathComponent
        return file.hasSuffix(".csv") ? String(file.dropLast(4)) : file
    }

    static func reader(_ ledger: String, _ units: UnitDirectory = UnitDirectory()) -> LedgerReader {
        LedgerReader(ledger: ledger, units: units, digest: digest)
    }

    @Sendable static func digest(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}

/// What is journaled of the ledgers that are about to be imported.
struct JournaledLedgers {
    private var states: [String: LedgerState] = [:]

    init(_ ledgers: Set<String>, _ endpoints: EndpointOptions) throws {
        for ledger in ledgers {
            states[ledger] = LedgerState(ledger: ledger, digest: Sheet.digest)
        }
        var states = states
        try JournalWalk.run(endpoints) { logged in
            for ledger in ledgers { states[ledger]!.take(logged) }
        }
        self.states = states
    }

    func state(of ledger: String) -> LedgerState {
        states[ledger] ?? LedgerState(ledger: ledger, digest: Sheet.digest)
    }
}

/// The whole journal in the order of its positions, page by page.
enum JournalWalk {
    private static let pageEntries: Int64 = 4_096

    static func run(_ endpoints: EndpointOptions, _ body: (LoggedFact) throws -> Void) throws {
        try Console.with(try endpoints.ingest()) { client in
            let info = try client.call("sys.v1/Info", HelloRequest(), as: InfoReply.self)
            guard let head = info.head, head > 0 else { return }
            var request = ReadRequest()
            (request.after, request.max) = (0, pageEntries)
            while let after = request.after, after < head {
                let page = try client.call(
                    "journal.v1/Read", request, as: ReadReply.self, within: .seconds(30))
                guard !page.entries.isEmpty else { return }
                for entry in page.entries { try body(try logged(entry)) }
                request.after = page.entries.last?.position
                Console.progress("\(request.after ?? 0) of \(head) journaled facts")
            }
            Console.progress("")
        }
    }

    private static func logged(_ entry: JournalEntry) throws -> LoggedFact {
        guard let position = entry.position.flatMap({ Position($0) }), let bytes = entry.bytes,
            let encoding = entry.encoding, let fact = try? Fact.decode(from: bytes, as: encoding)
        else {
            Console.say("position \(entry.position ?? 0) of the journal can't be read")
            throw ExitCode.unsound
        }
        return LoggedFact(
            position: position, recordedAt: Moment(microseconds: entry.recordedAt ?? 0),
            principal: Principal(text: entry.principal ?? ""), fact: fact)
    }
}
