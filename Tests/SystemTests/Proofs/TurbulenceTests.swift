// SPDX-License-Identifier: Apache-2.0
//
// Row 6 of docs/RELIABILITY.md: duplicates, drops and reorder on every way that messages take: from
// clients to ingest, from the rollup to ingest, from a client to the query front.
//
// Law: totals and cells are those of a run over a good network. A send is a message that came to
// one of the proxies, in either direction: each of them is dropped, doubled or held by chance.

import Foundation
import Pipeline
import TestKit
import Testing
import Wire

extension SystemTests {
    @Suite struct TurbulenceTests {
        /// What a run leaves behind.
        private struct Outcome {
            var facts: [Acknowledged] = []
            /// Requests of each caller.
            var requests = [Int](repeating: 0, count: TurbulenceTests.callers)
            var digest = ""
            var sentAgain = 0
            var answers = 0
            var counts = Turbulence.Counts()
        }

        private static let callers = 120

        @Test func totalsEqualThoseOfACleanRun() throws {
            let sends = Proof.times(5_000, full: 1_000_000)
            let stormy = try stormyRun(sends)
            let clean = try cleanRun(stormy.requests)
            try #require(clean.facts.count == stormy.facts.count)
            try #require(clean.facts.total == stormy.facts.total)
            try #require(clean.digest == stormy.digest)
            let counts = stormy.counts
            try #require(counts.received >= sends && counts.dropped > sends / 20)
            Proof.report(
                row: 6,
                "\(counts.received) sends: \(counts.dropped) dropped, \(counts.duplicated) "
                    + "doubled, \(counts.held) held behind later ones; \(stormy.facts.count) "
                    + "facts in \(stormy.requests.reduce(0, +)) requests, \(stormy.sentAgain) "
                    + "sent again, \(stormy.answers) answers as counted; totals and "
                    + "\(stormy.digest) as clean")
        }

        /// All three ways lead through proxies, until so many messages came to them.
        private func stormyRun(_ sends: Int) throws -> Outcome {
            try Installed.use { installed in
                let ways = ["clients", "rollup", "questions"].map {
                    "ipc://\(installed.folder)/\($0).ipc"
                }
                let (ingest, query) = (installed.ingest, installed.query)
                return try Proxy.use(ways[0], to: ingest, Turbulence(seed: 61)) { clients in
                    try Proxy.use(ways[1], to: ingest, Turbulence(seed: 62)) { rollup in
                        try Proxy.use(ways[2], to: query, Turbulence(seed: 63)) { questions in
                            try installed.launchForProof(
                                rollupFlags: ["--ingest-endpoint", ways[1]])
                            let counts: () -> Turbulence.Counts = {
                                [clients, rollup, questions].map { $0.with(\.counts) }
                                    .reduce(Turbulence.Counts(), +)
                            }
                            var outcome = Outcome()
                            let (answers, _) = try Questioner.use(ways[2]) {
                                outcome = try run(ways[0]) { _, _ in counts().received < sends }
                                outcome.digest = try installed.settle(outcome.facts)
                            }
                            try #require(answers.firstWrong(given: outcome.facts) == nil)
                            outcome.answers = answers.count
                            outcome.counts = counts()
                            return outcome
                        }
                    }
                }
            }
        }

        private func cleanRun(_ requests: [Int]) throws -> Outcome {
            try Installed.use { installed in
                try installed.launchForProof()
                var outcome = try run(installed.ingest) { $1 < requests[$0] }
                outcome.digest = try installed.settle(outcome.facts)
                return outcome
            }
        }

        /// Lets callers log for as long as each may go on, being told how much it has done.
        private func run(
            _ endpoint: String, while goesOn: (_ caller: Int, _ requests: Int) -> Bool
        ) throws -> Outcome {
            var outcome = Outcome()
            var projects = (0..<TurbulenceTests.callers).map {
                Projects("L\($0)", seed: 6_000 + UInt64($0), arrivals: 1...2)
            }
            outcome.sentAgain = try Callers.run(
                TurbulenceTests.callers, on: endpoint, seed: 6, silence: .milliseconds(200),
                next: { caller in
                    guard goesOn(caller, outcome.requests[caller]) else { return nil }
                    outcome.requests[caller] += 1
                    return projects[caller].next()
                },
                take: { outcome.facts += try Load.acknowledgements(of: $0, $1) })
            return outcome
        }
    }
}
