// SPDX-License-Identifier: Apache-2.0
//
// Where a made-up ledger goes: into a journal, by the product's own store and admission, or to standard
// output. How far it is goes to standard error, and at the end what to do next.

import ArgumentParser
import Foundation
import Journal
import Pipeline
import Present
import Runtime
import SQLiteJournal
import Synthetic
import Wire
import Workers

/// Counts what was made, and tells of it.
struct SyntheticTally {
    let language: Language
    private(set) var count = 0
    private(set) var first: CivilDay?
    private(set) var last: CivilDay?

    init(language: Language) { self.language = language }

    mutating func add(_ count: Int, on day: CivilDay) {
        self.count += count
        first = first ?? day
        last = day
        Console.progress(
            language == .zh ? "已生成 \(self.count) 条，至 \(day)" : "\(self.count) facts, to \(day)")
    }

    /// What came of it, and that the ledger reached today where it was to be longer.
    func finish(_ ledger: SyntheticLedger) {
        Console.progress("")
        guard let first, let last else { return }
        Console.say(
            Wording(
                "共 \(count) 条虚构事实，\(first) 至 \(last)，\(ledger.scale.units) 个单位，种子 \(ledger.seed)",
                "\(count) made-up facts of \(first) to \(last), \(ledger.scale.units) units, "
                    + "seed \(ledger.seed)")[language])
        guard count < ledger.scale.facts else { return }
        Console.say(
            Wording(
                "台账已到昨天，不足 \(ledger.scale.facts) 条：请加大 --units、--projects，或提早 --first-year",
                "the ledger reached yesterday before \(ledger.scale.facts) facts: ask for more "
                    + "--units or --projects, or an earlier --first-year")[language])
    }
}

/// A journal that is made up.
struct SyntheticJournal {
    let folder: String
    let language: Language
    /// The most facts of a commit; a day's end is one too, so that times are those of the day.
    private static let batchMax = 8_192

    func write(_ ledger: SyntheticLedger) throws {
        guard !FileManager.default.fileExists(atPath: folder + "/journal.sqlite") else {
            Console.say(
                Wording("\(folder) 中已有台账日志，不写入", "\(folder) holds a journal; nothing is written")[
                    language])
            throw ExitCode.refused
        }
        do {
            let data = try DataFolder(folder)
            let tally = try commit(ledger, to: data)
            tally.finish(ledger)
            guard let day = tally.last else { return }
            Console.say(
                Wording("下一步：", "next:")[language] + "\n  groundbreak serve --data \(folder)"
                    + "\n  groundbreak progress --unit \(ledger.rootUnit.text) --as-of \(day)")
        } catch let failure as LaunchFailure {
            Console.say(failure.description)
            throw ExitCode.unreadable
        } catch let error as JournalError {
            Console.say("\(error)")
            throw ExitCode.unreadable
        }
    }

    private func commit(_ ledger: SyntheticLedger, to data: DataFolder) throws -> SyntheticTally {
        let store = try SQLiteJournal(path: data.journalPath, epoch: .random())
        var committer = try Committer(store: store)
        var tally = SyntheticTally(language: language)
        var batch: [Draft] = []
        var moment = Moment(microseconds: 0)
        func send() throws {
            guard !batch.isEmpty else { return }
            let request = DraftRequest(
                drafts: batch, allOrNothing: false,
                principal: Principal(name: SyntheticLedger.system, isAuthenticated: false))
            let outcomes = try committer.commit([request], at: moment).joined()
            try check(outcomes)
            tally.add(batch.count, on: moment.civilDay)
            batch.removeAll(keepingCapacity: true)
        }
        for fact in ledger {
            guard let made = fact.id?.madeAt else { continue }
            if batch.count == Self.batchMax || made.civilDay != moment.civilDay { try send() }
            batch.append(Draft(fact, as: .protobuf))
            moment = made
        }
        try send()
        return tally
    }

    /// A made-up fact that is not lawful is a fault of ours.
    private func check(_ outcomes: some Sequence<FactOutcome>) throws {
        for outcome in outcomes {
            if case .created = outcome { continue }
            Console.say("not journaled: \(outcome)")
            throw ExitCode.failure
        }
    }
}

/// Facts as lines.
struct SyntheticLines {
    let language: Language
    private static let bufferMax = 1 << 20

    func print(_ ledger: SyntheticLedger) {
        var tally = SyntheticTally(language: language)
        var buffer: [UInt8] = []
        var waiting = 0
        var day: CivilDay?
        func flush() {
            guard let day else { return }
            FileHandle.standardOutput.write(Data(buffer))
            tally.add(waiting, on: day)
            buffer.removeAll(keepingCapacity: true)
            waiting = 0
        }
        for fact in ledger {
            buffer += WireCodec.encode(fact, as: .json)
            buffer.append(0x0A)
            waiting += 1
            day = fact.id?.madeAt.civilDay ?? day
            if buffer.count > Self.bufferMax || tally.first == nil { flush() }
        }
        flush()
        tally.finish(ledger)
        Console.say(
            Wording(
                "每行是 ingest.v1/LogFacts 的一条事实（docs/PROTOCOL.md）",
                "each line is a fact for ingest.v1/LogFacts (docs/PROTOCOL.md)")[language])
    }
}
