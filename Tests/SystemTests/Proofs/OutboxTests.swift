// SPDX-License-Identifier: Apache-2.0
//
// Row 12 of docs/RELIABILITY.md: clients cut off from ingest, with an outbox.
//
// Law: whatever is killed, and whenever, each fact that was kept is journaled exactly once and in the
// order in which it was kept, and nothing is left in the outbox. Facts go on being kept while ingest is
// down and while it is being delivered to. What is in the journal is asked by sending every fact once
// more: each must be known, at the position that its order demands.

import Client
import Foundation
import Pipeline
import TestKit
import Testing
import Wire

extension SystemTests {
    @Suite struct OutboxTests {
        private static let clients = Proof.times(2, full: 4)
        private static let rounds = Proof.times(6, full: 60)
        private static let factsARound = Proof.times(20, full: 21)

        @Test func cutOffAndKilled() throws {
            try Installed.use { installed in
                var cut = CutOff(installed)
                for number in 0..<OutboxTests.clients { try cut.addClient(number) }
                try cut.staysAway(for: Proof.times(1, full: 180))
                for round in 0..<OutboxTests.rounds {
                    try cut.keep(OutboxTests.factsARound)
                    try cut.logIsKilled()
                    try cut.kill(round.isMultiple(of: 2) ? .sender : .ingest)
                }
                try cut.heals()
                try cut.check()
                Proof.report(row: 12, cut.figures)
            }
        }
    }
}

/// What is killed in the midst of a delivery.
private enum Victim { case sender, ingest }

/// Clients with an outbox each, and an ingest that comes and goes.
private struct CutOff {
    private struct Bureau {
        let number: Int
        let outbox: Outbox
        var facts: [Fact] = []
    }

    private let installed: Installed
    private var bureaus: [Bureau] = []
    private var killed = (senders: 0, ingests: 0, logs: 0)
    private var secondsAway = 0

    init(_ installed: Installed) { self.installed = installed }

    var figures: String {
        "\(bureaus.count) clients, \(bureaus.reduce(0) { $0 + $1.facts.count }) facts, "
            + "cut off for \(secondsAway) s; kill -9 in the midst: \(killed.senders) senders, "
            + "\(killed.ingests) ingests, \(killed.logs) logs"
    }

    mutating func addClient(_ number: Int) throws {
        bureaus.append(
            Bureau(
                number: number, outbox: try Outbox(folder: "\(installed.folder)/outbox-\(number)")))
    }

    private mutating func next(_ index: Int) throws -> Fact {
        let name = "c\(index)-\(bureaus[index].facts.count)"
        let fact = try fact(
            "unitDefined", name, unit: nil, on: "2024-01-01", "name=\(name)", "kind=COUNTY")
        bureaus[index].facts.append(fact)
        return fact
    }

    /// Each client keeps so many facts.
    mutating func keep(_ count: Int) throws {
        for index in bureaus.indices {
            for _ in 0..<count { try bureaus[index].outbox.put([next(index)]) }
        }
    }

    /// Ingest is not there: logging says that the fact is kept, sending that it is kept still.
    mutating func staysAway(for seconds: Int) throws {
        for index in bureaus.indices {
            let ended = try installed.command(try words(next(index), index, within: "10ms"))
            #expect(ended.status == 6 && ended.error.contains("kept"), "\(ended.error)")
        }
        let senders = try launchSenders(wait: "\(seconds)s")
        // It goes on while they try.
        try keep(5)
        for sender in senders {
            let ended = sender.end(within: .seconds(seconds) + patience)
            #expect(ended.status == 6, "\(ended.error)")
        }
        secondsAway = seconds
        for bureau in bureaus {
            #expect(try bureau.outbox.waiting().count == bureau.facts.count)
        }
    }

    private func words(_ fact: Fact, _ index: Int, within limit: String) throws -> [String] {
        let name = try #require(fact.subject)
        return [
            "log", "unitDefined", "--subject", name, "--on", "2024-01-01", "--set", "name=\(name)",
            "--set", "kind=COUNTY", "--id", try #require(fact.id).text, "--within", limit,
            "--outbox", bureaus[index].outbox.folder,
        ]
    }

    /// The process that keeps a fact is killed once the fact is kept, or just before; whoever ran it
    /// runs it again with the same id.
    mutating func logIsKilled() throws {
        let index = killed.logs % bureaus.count
        let words = try words(next(index), index, within: "10ms")
        let before = try bureaus[index].outbox.waiting().last
        let running = try installed.launchCommand(words)
        if killed.logs.isMultiple(of: 2) {
            try wait("the fact is kept") { try bureaus[index].outbox.waiting().last != before }
        }
        running.signal(SIGKILL)
        running.end()
        killed.logs += 1
        #expect(try installed.command(words).status == 6)
    }

    private func launchSenders(wait: String = "1h") throws -> [Running] {
        try bureaus.map {
            try installed.launchCommand(
                "outbox", "send", "--outbox", $0.outbox.folder, "--wait", wait)
        }
    }

    /// Heals, lets a part be delivered, and kills in the midst of it.
    mutating func kill(_ victim: Victim) throws {
        let marks = try bureaus.map { try $0.outbox.waiting().count }
        let senders = try launchSenders()
        try installed.launch("ingest")
        try wait("a third is delivered") {
            try zip(bureaus, marks).allSatisfy { try $0.outbox.waiting().count <= $1 * 2 / 3 }
        }
        switch victim {
        case .sender:
            let left = senders.map(\.isRunning)
            for sender in senders { sender.signal(SIGKILL) }
            for sender in senders { sender.end() }
            killed.senders += left.count { $0 }
            try installed.stop("ingest", with: SIGKILL)
        case .ingest:
            try installed.stop("ingest", with: SIGKILL)
            killed.ingests += try bureaus.contains { try !$0.outbox.waiting().isEmpty } ? 1 : 0
            try keep(3)
            try installed.launch("ingest")
            for sender in senders {
                let ended = sender.end()
                #expect(ended.status == 0, "\(ended.error)")
            }
            try installed.stop("ingest", with: SIGKILL)
        }
    }

    /// All is delivered.
    mutating func heals() throws {
        try installed.launch("ingest")
        for sender in try launchSenders() {
            let ended = sender.end()
            #expect(ended.status == 0, "\(ended.error)")
        }
    }

    /// Each fact once, in order, and nothing left.
    func check() throws {
        var all: [Int64] = []
        for bureau in bureaus {
            #expect(try bureau.outbox.waiting().isEmpty)
            #expect(try bureau.outbox.setAside().isEmpty)
            let outcomes = try installed.log(bureau.facts)
            #expect(outcomes.allSatisfy { $0.kind == .exists }, "client \(bureau.number)")
            let positions = outcomes.compactMap(\.position)
            #expect(zip(positions, positions.dropFirst()).allSatisfy(<), "\(positions)")
            all += positions
        }
        #expect(all.sorted() == Array(1...Int64(all.count)))
        #expect(try installed.info(installed.ingest).head == Int64(all.count))
        #expect(killed.senders > 0 && killed.ingests > 0, "nothing was killed in the midst")
    }
}

/// Looks until a fact is there.
private func wait(_ what: String, until isThere: () throws -> Bool) throws {
    let deadline = ContinuousClock.now + patience
    while try !isThere() {
        try #require(ContinuousClock.now < deadline, "waited in vain until \(what)")
        sched_yield()
    }
}
