// SPDX-License-Identifier: Apache-2.0
//
// Row 11 of docs/RELIABILITY.md: a query front that is cut off from ingest.
//
// Law: it goes on answering from the ledger database; within two seconds after healing it knows the
// journal's head again. Whether messages vanish or the connection is gone makes no difference.
//
// Messages that vanish are counted. Attempts to connect to what is not there can be counted by
// nobody, and they are what is to grow rare; so there the cut lasts a time, the only one of the
// proofs, in which the front is asked all the while.

import Client
import Foundation
import TestKit
import Testing
import Wire

/// A network that can be cut.
private struct Cuttable: Passage {
    var isCut = false
    private(set) var lost = 0

    var isHolding: Bool { false }

    mutating func take(_ message: Passing) -> [Passing] {
        guard isCut else { return [message] }
        lost += 1
        return []
    }

    mutating func rest() -> [Passing] { [] }
}

extension SystemTests {
    @Suite struct CutOffTests {
        @Test func messagesVanish() throws {
            try Installed.use { installed in
                let way = "ipc://\(installed.folder)/way.ipc"
                try Proxy.use(way, to: installed.ingest, Cuttable()) { proxy in
                    try launch(installed, asking: way)
                    proxy.with { $0.isCut = true }
                    try answersWhileCut(installed, until: { proxy.with(\.lost) >= 3 })
                    let healed = ContinuousClock.now
                    proxy.with { $0.isCut = false }
                    try expectHead(installed, within: .seconds(2), of: healed, "lost messages")
                }
            }
        }

        @Test func theConnectionIsGone() throws {
            try Installed.use { installed in
                let way = "ipc://\(installed.folder)/way.ipc"
                try Proxy.use(way, to: installed.ingest, Cuttable()) { _ in
                    try launch(installed, asking: way)
                }
                // As long as it takes to try again ever more rarely. With pauses of up to 2 s, as
                // they once were, the next attempt would now come late.
                let enough = ContinuousClock.now + .milliseconds(5_600)
                try answersWhileCut(installed, until: { ContinuousClock.now > enough })
                let healed = ContinuousClock.now
                try Proxy.use(way, to: installed.ingest, Cuttable()) { _ in
                    try expectHead(
                        installed, within: .seconds(1.5), of: healed, "a lost connection")
                }
            }
        }

        /// The rollup is stopped then, so that its cursor does not tell the front of the head.
        private func launch(_ installed: Installed, asking way: String) throws {
            try installed.launchForProof(queryFlags: ["--ingest-endpoint", way])
            try waitForHead(1, installed, within: patience)
            try installed.stop("rollup")
        }

        /// Logs behind the front's back and asks it until the condition holds.
        private func answersWhileCut(_ installed: Installed, until isOver: () -> Bool) throws {
            var projects = Projects("P", seed: 11)
            try installed.logAll((0..<10).flatMap { _ in projects.next().map(\.fact) })
            let deadline = ContinuousClock.now + patience
            repeat {
                try #require(ContinuousClock.now < deadline)
                let answer = try installed.progress()
                try #require(answer.freshness?.cursor == 1 && answer.freshness?.head == 1)
            } while !isOver()
        }

        private func expectHead(
            _ installed: Installed, within limit: Duration, of healed: ContinuousClock.Instant,
            _ what: String
        ) throws {
            let head = try #require(try installed.info(installed.ingest).head)
            try waitForHead(head, installed, within: limit - (.now - healed))
            Proof.report(
                row: 11, "answers while cut off; head known again \(.now - healed) after \(what)")
        }

        private func waitForHead(
            _ head: Int64, _ installed: Installed, within limit: Duration
        ) throws {
            let deadline = ContinuousClock.now + limit
            while try installed.progress().freshness?.head != head {
                try #require(ContinuousClock.now < deadline, "the head is not known in time")
            }
        }
    }
}

extension Installed {
    /// What the front answers now, without waiting for any position.
    fileprivate func progress() throws -> ProgressReply {
        var question = ProgressRequest()
        question.unit = Projects.unit
        question.asOf = Projects.asOf
        return try ask(query, "query.v1/Progress", question, as: ProgressReply.self)
    }
}
